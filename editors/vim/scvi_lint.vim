" scvi-lint for Vim with ALE: source this after ALE is loaded, for example from
" ~/.vim/after/plugin/scvi_lint.vim.
"
" `:ALEHover` shows what is known of the name under the cursor, `:ALECodeAction` what can be
" done about a finding.

let g:scvi_lint_executable = get(g:, 'scvi_lint_executable', 'scvi-lint')

call ale#linter#Define('python', {
\   'name': 'scvi-lint',
\   'lsp': 'stdio',
\   'executable': {buffer -> g:scvi_lint_executable},
\   'command': '%e server',
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\   'lsp_config': {buffer -> {'scvi-lint': get(g:, 'scvi_lint_settings', {})}},
\   'language': 'python',
\})

if !executable(g:scvi_lint_executable)
    echohl WarningMsg
    echomsg 'scvi-lint is not on PATH. Install it: pipx install ' . get(g:, 'scvi_lint_install_from',
    \ 'git+https://github.com/scvi-lint/scvi-lint')
    echohl None
endif
