;;; scvi-lint.el --- Check programs that call scvi-tools -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Makes eglot start `scvi-lint server' for Python:
;;
;;     (load "/path/to/scvi-lint.el")
;;     (add-hook 'python-mode-hook #'eglot-ensure)
;;
;; Findings are flymake's, hovers are eldoc's, and `eglot-code-actions' offers fixes.

;;; Code:

(require 'eglot)

(defgroup scvi-lint nil
  "Check programs that call scvi-tools."
  :group 'tools)

(defcustom scvi-lint-command '("scvi-lint" "server")
  "The command that starts the server."
  :type '(repeat string))

(defcustom scvi-lint-install-from "git+https://github.com/scvi-lint/scvi-lint"
  "What pipx or uv is told to install: an address, a folder, a wheel, a name on an index."
  :type 'string)

(defun scvi-lint-contact (&optional _interactive _project)
  "The command for eglot, or an error that says how to get it."
  (unless (executable-find (car scvi-lint-command))
    (user-error "scvi-lint: %s is not to be found.  Install it: %s, or set scvi-lint-command"
                (car scvi-lint-command)
                (concat (if (executable-find "uv") "uv tool" "pipx") " install "
                        scvi-lint-install-from)))
  scvi-lint-command)

(add-to-list 'eglot-server-programs
             '((python-mode python-ts-mode) . scvi-lint-contact))

(defun scvi-lint-explain (code)
  "Explain the rule CODE, that of the finding at point by default."
  (interactive
   (list (or (scvi-lint--code-at-point)
             (read-string "Rule (such as SCV201): "))))
  (with-help-window "*scvi-lint*"
    (with-current-buffer standard-output
      (call-process (car scvi-lint-command) nil t nil "explain" "--color" "never" code))))

(defun scvi-lint--code-at-point ()
  "The code of the finding at point, or nil."
  (let ((found (flymake-diagnostics (line-beginning-position) (line-end-position))) code)
    (dolist (one found code)
      (when (string-match "\\bSCV[0-9]+\\b" (flymake-diagnostic-text one))
        (setq code (match-string 0 (flymake-diagnostic-text one)))))))

(provide 'scvi-lint)
;;; scvi-lint.el ends here
