if vim.g.loaded_scvi_lint then
  return
end
vim.g.loaded_scvi_lint = true

vim.api.nvim_create_user_command('ScviLint', function(call)
  require('scvi_lint.commands').run(call)
end, {
  nargs = '*',
  complete = function(...)
    return require('scvi_lint.commands').complete(...)
  end,
  desc = 'scvi-lint: explain, fix, inspect, page, picture, restart, log, health',
})
