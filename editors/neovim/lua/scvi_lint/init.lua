-- Set-up in one call, for every Neovim since 0.7: `require('scvi_lint').setup()`.
--
-- From 0.11 on it does what `vim.lsp.config` and `vim.lsp.enable` do; before, it starts the
-- server itself when a program is opened.

local server = require('scvi_lint.server')

local M = {}

-- The folder of the project: the nearest one above with a marker, else the file's own.
local function root(file, markers)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  local here = folder
  while true do
    for _, marker in ipairs(markers) do
      local path = here .. '/' .. marker
      if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then
        return here
      end
    end
    local above = vim.fn.fnamemodify(here, ':h')
    if above == here then
      return folder
    end
    here = above
  end
end

local by_root = {}

local function start(buffer, options)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or not server.installed(options.cmd) then
    return
  end
  local folder = root(file, options.root_markers)
  local config = vim.tbl_extend('force', { capabilities = vim.lsp.protocol.make_client_capabilities() }, options, {
    name = 'scvi_lint',
    root_dir = folder,
    workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
  })
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local id = by_root[folder]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    by_root[folder] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

-- `options` are those of `vim.lsp.config`: cmd, filetypes, root_markers, settings, on_attach, …
function M.setup(options)
  options = options or {}
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config('scvi_lint', options)
    vim.lsp.enable('scvi_lint')
    return
  end
  options = vim.tbl_extend('keep', options, {
    cmd = server.cmd,
    filetypes = server.filetypes,
    root_markers = server.root_markers,
    settings = { ['scvi-lint'] = vim.empty_dict() },
    on_init = server.on_init,
    on_exit = server.on_exit,
  })
  M.start = function(buffer)
    start(buffer, options)
  end
  local group = vim.api.nvim_create_augroup('scvi_lint', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes,
    callback = function(event)
      -- 0.7 names the buffer `buf` as well; a file that is open already counts too.
      M.start(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer)
      and vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype) then
      M.start(buffer)
    end
  end
end

return M
