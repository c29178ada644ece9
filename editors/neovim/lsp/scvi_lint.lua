-- scvi-lint for Neovim 0.11 and later: `vim.lsp.enable('scvi_lint')`.
-- Everything here can be overridden with `vim.lsp.config('scvi_lint', { … })`.

local server = require('scvi_lint.server')

server.offer_when_missing(function()
  return vim.lsp.config.scvi_lint
end)

return {
  cmd = server.cmd,
  filetypes = server.filetypes,
  root_markers = server.root_markers,
  settings = { ['scvi-lint'] = vim.empty_dict() },
  on_init = server.on_init,
  on_exit = server.on_exit,
}
