-- `:checkhealth scvi_lint`: from the editor to the data, what is there and what to do.

local server = require('scvi_lint.server')

local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local bad = health.error or health.report_error

local function command()
  if vim.lsp.config and vim.lsp.config.scvi_lint then
    return vim.lsp.config.scvi_lint.cmd
  end
  local running = require('scvi_lint.commands').clients()[1]
  return running and running.config.cmd or server.cmd
end

local function check_server(cmd)
  if type(cmd) ~= 'table' then
    info('the command is a function: it is not looked at')
    return
  end
  local path = vim.fn.exepath(cmd[1])
  if path == '' then
    bad(cmd[1] .. ' cannot be run', { 'Install it: ' .. server.install_command(),
      'vim.g.scvi_lint_install_from names another source: a folder with a clone, a wheel, an index name',
      "Or name it: vim.lsp.config('scvi_lint', { cmd = { '/path/to/scvi-lint', 'server' } })" })
    return
  end
  local answer = vim.fn.system({ path, '--version' })
  local version = answer:match('scvi%-lint (%S+)')
  if vim.v.shell_error ~= 0 or not version then
    bad(path .. ' does not work: ' .. vim.trim(answer),
      { 'It needs Python 3.10 or later. Install it anew: ' .. server.install_command() })
  elseif server.older(version, server.oldest) then
    warn(('%s is version %s; this plugin needs %s'):format(path, version, server.oldest),
      { 'Upgrade it: ' .. server.upgrade_command(cmd) })
  else
    ok(('%s, version %s'):format(path, version))
  end
end

local function check_clients()
  local running = require('scvi_lint.commands').clients()
  if #running == 0 then
    info('no server is running: one starts when a Python file is opened')
  end
  for _, client in ipairs(running) do
    local buffers = vim.tbl_count(client.attached_buffers or {})
    ok(('server %d runs for %s, %d buffer(s)'):format(
      client.id, client.config.root_dir or 'single files', buffers))
  end
end

function M.check()
  start('scvi-lint: Neovim')
  local version = vim.version()
  local shown = ('%d.%d.%d'):format(version.major, version.minor, version.patch)
  if vim.fn.has('nvim-0.11') == 1 then
    ok('Neovim ' .. shown .. (vim.lsp.is_enabled and vim.lsp.is_enabled('scvi_lint')
      and ", 'scvi_lint' is enabled" or ''))
    if vim.lsp.is_enabled and not vim.lsp.is_enabled('scvi_lint') then
      warn("'scvi_lint' is not enabled", { "Add to init.lua: vim.lsp.enable('scvi_lint')" })
    end
  elseif vim.fn.has('nvim-0.7') == 1 then
    ok('Neovim ' .. shown)
    if not require('scvi_lint').start then
      warn('scvi-lint is not set up', { "Add to init.lua: require('scvi_lint').setup()" })
    end
  else
    bad('Neovim ' .. shown .. ' is too old: 0.7 or later is needed')
  end
  start('scvi-lint: server')
  check_server(command())
  check_clients()
end

return M
