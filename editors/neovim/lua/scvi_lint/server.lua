-- The server as a program: where it is, whether it will do, what to say when it will not.

local M = {}

M.cmd = { 'scvi-lint', 'server' }
M.filetypes = { 'python', 'quarto', 'rmd' }
M.root_markers = { 'scvi-lint.toml', 'pyproject.toml', '.git' }
-- The oldest server with everything that this plugin asks of it.
M.oldest = '0.1.0'

local function say(text, level)
  vim.schedule(function()
    vim.notify('scvi-lint: ' .. text, level)
  end)
end

-- What pip, pipx or uv are told to install: an address, a folder with a clone, a wheel, or the
-- name on an index. `vim.g.scvi_lint_install_from` names another.
M.source = 'git+https://github.com/scvi-lint/scvi-lint'

local function source()
  local given = vim.g.scvi_lint_install_from
  local name = given and given ~= '' and given or M.source
  return name:match('^[%w+:/@._~=-]+$') or vim.fn.shellescape(name)
end

-- The command that installs the server, as it would be typed.
function M.install_command()
  if vim.env.VIRTUAL_ENV or vim.env.CONDA_PREFIX then
    return 'python -m pip install ' .. source()
  end
  return (vim.fn.executable('uv') == 1 and 'uv tool' or 'pipx') .. ' install ' .. source()
end

-- The command that upgrades the server which `cmd` runs.
function M.upgrade_command(cmd)
  local path = vim.fn.resolve(vim.fn.exepath(cmd[1]))
  if path:find('/pipx/', 1, true) then
    return 'pipx upgrade scvi-lint'
  elseif path:find('/uv/tools/', 1, true) then
    return 'uv tool upgrade scvi-lint'
  end
  local python = vim.fn.fnamemodify(path, ':h') .. '/python'
  if vim.fn.executable(python) == 0 then
    python = 'python'
  end
  return python .. ' -m pip install --upgrade ' .. source()
end

local told = {}

local function tell_once(cmd, text)
  if not told[cmd[1]] then
    told[cmd[1]] = true
    say(text, vim.log.levels.ERROR)
  end
end

-- The interpreter that a command names in its first line, if that is gone: environments are
-- left behind like this when their Python is upgraded.
local function lost_interpreter(path)
  local file = io.open(path, 'r')
  local line = file and file:read('*l') or ''
  if file then
    file:close()
  end
  local python = line:match('^#!%s*(/%S+)')
  return python and vim.fn.executable(python) == 0 and python or nil
end

-- Whether the server can be run. If not, the user is told how to get it: once for each command.
function M.installed(cmd)
  if type(cmd) == 'function' then
    return true
  end
  local path = vim.fn.exepath(cmd[1])
  if path == '' then
    local where = cmd[1]:find('/', 1, true) and 'cannot be run' or 'is not on PATH'
    tell_once(cmd, ('the server (%s) %s. Install it: %s – then restart Neovim; %s'):format(
      cmd[1], where, M.install_command(), ':checkhealth scvi_lint tells more.'))
    return false
  end
  local python = lost_interpreter(path)
  if python then
    tell_once(cmd, ('%s cannot run: its Python, %s, is gone. Install it anew: %s'):format(
      path, python, M.install_command()))
    return false
  end
  return true
end

-- Neovim passes over a server that cannot be run, without a word: say it in its place, now and
-- whenever a program is opened. `resolve` gives the configuration with what the user changed.
function M.offer_when_missing(resolve)
  local function check()
    local config = resolve()
    if vim.tbl_contains(config.filetypes, vim.bo.filetype) then
      M.installed(config.cmd)
    end
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('scvi_lint_offer', { clear = true }),
    callback = check,
  })
  vim.schedule(check)
end

-- Whether version `a` is older than `b`: numbers, compared part by part.
function M.older(a, b)
  local left, right = {}, {}
  for part in a:gmatch('%d+') do left[#left + 1] = tonumber(part) end
  for part in b:gmatch('%d+') do right[#right + 1] = tonumber(part) end
  for index = 1, math.max(#left, #right) do
    local x, y = left[index] or 0, right[index] or 0
    if x ~= y then
      return x < y
    end
  end
  return false
end

local ready = {}

-- A quick fix that explains a rule opens it as `:ScviLint explain` does.
local function explain(command)
  require('scvi_lint.commands').explain(command.arguments[1])
end

function M.on_init(client, result)
  ready[client.id] = true
  vim.lsp.commands['scvi-lint.explain'] = explain
  local version = result and result.serverInfo and result.serverInfo.version or '0'
  if M.older(version, M.oldest) then
    say(
      ('version %s is too old, this plugin needs %s. Upgrade it: %s'):format(
        version, M.oldest, M.upgrade_command(client.config.cmd)
      ),
      vim.log.levels.WARN
    )
  end
end

local function leaving()
  return vim.v.exiting ~= vim.NIL and vim.v.exiting ~= nil
end

function M.on_exit(code, signal, id)
  vim.schedule(function()
    local started = ready[id]
    ready[id] = nil
    -- 15 is how Neovim itself ends a server that it was asked to stop.
    if leaving() or (code == 0 and signal == 0) or signal == 15 then
      return
    end
    local how = signal ~= 0 and ('signal ' .. signal) or ('exit code ' .. code)
    local log = vim.fn.exists(':LspLog') == 2 and ':LspLog' or ':ScviLint log'
    if started then
      say(
        ('the server ended unexpectedly (%s). :ScviLint restart starts it again; %s says why.')
          :format(how, log),
        vim.log.levels.ERROR
      )
    else
      say(
        ('the server could not start (%s). :checkhealth scvi_lint looks for the reason; so does %s.')
          :format(how, log),
        vim.log.levels.ERROR
      )
    end
  end)
end

return M
