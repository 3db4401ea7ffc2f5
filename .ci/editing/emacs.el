;; Emacs with eglot as a client: PROGRAM and FOLDER in the environment, emacs -Q --batch -l .ci/editing/emacs.el
;; The folder is a project with `_base.yaml` and `a.yaml` in it, which the caller has written.
(let ((packages "/usr/share/emacs/site-lisp/elpa-src/"))
  (when (file-directory-p packages)
    (let ((default-directory packages)) (normal-top-level-add-subdirs-to-load-path))))
(require 'eglot)
(require 'flymake)
(require 'yaml-mode)
(require 'cl-lib)

(setq eglot-sync-connect t
      eglot-confirm-server-initiated-edits nil
      exec-path (cons (file-name-directory (getenv "PROGRAM")) exec-path)
      ;; What `sessionc init --editor emacs` writes is evaluated: in batch nobody can be asked.
      enable-local-variables :all
      enable-local-eval t)

(defun expect (found wanted what)
  (unless (equal found wanted) (error "%s: %S, not %S" what found wanted)))
(defun wait-for (holds what)
  (let ((end (+ (float-time) 10)))
    (while (and (not (funcall holds)) (< (float-time) end)) (accept-process-output nil 0.05))
    (unless (funcall holds) (error "waited in vain for %s" what))))
(defun line (number)
  (save-excursion
    (goto-char (point-min))
    (forward-line number)
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
(defun found ()
  ;; Changes are sent when Emacs is idle, which it never is in batch.
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (flymake-diagnostics))

(find-file (expand-file-name "a.yaml" (getenv "FOLDER")))
(unless (eq major-mode 'yaml-mode) (yaml-mode) (hack-local-variables))
;; `eglot-ensure` waits for the next command, of which there is none in batch.
(apply #'eglot (eglot--guess-contact))
(expect (plist-get (eglot--server-info (eglot-current-server)) :name) "sessionc" "the server")
(wait-for #'found "findings")
(expect (length (found)) 2 "findings")
(let ((first (car (sort (found) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))))
  (expect (buffer-substring-no-properties (flymake-diagnostic-beg first) (flymake-diagnostic-end first))
          "instrctions" "the place below a wide character"))

;; Fixes, as they are applied.
(let* ((actions (jsonrpc-request
                 (eglot--current-server-or-lose) :textDocument/codeAction
                 (list :textDocument (eglot--TextDocumentIdentifier)
                       :range (list :start (eglot--pos-to-lsp-position (point-min))
                                    :end (eglot--pos-to-lsp-position (point-max)))
                       :context (list :diagnostics []))))
       (all (cl-find "source.fixAll.sessionc" (append actions nil)
                     :key (lambda (action) (plist-get action :kind)) :test #'equal)))
  (eglot--apply-workspace-edit (plist-get all :edit)))
(expect (line 2) "instructions: \"Speak ${lang}.\"" "the fixed line")
(wait-for (lambda () (null (found))) "a text without findings")

;; Text that is typed.
(goto-char (point-max))
(insert "tool_cho")
(eglot--signal-textDocument/didChange)
(let ((items (plist-get (jsonrpc-request (eglot--current-server-or-lose) :textDocument/completion
                                         (eglot--TextDocumentPositionParams))
                        :items)))
  (unless (cl-find "tool_choice" (append items nil) :key (lambda (item) (plist-get item :label)) :test #'equal)
    (error "tool_choice is not offered: %S" items)))
(delete-region (line-beginning-position) (point-max))
(eglot--signal-textDocument/didChange)

;; A name in two files. eglot asks before it changes one that is not open.
(find-file-noselect (expand-file-name "_base.yaml" (getenv "FOLDER")))
(goto-char (point-min))
(search-forward "${lang")
(eglot-rename "language")
(expect (line 2) "instructions: \"Speak ${language}.\"" "the use")
(with-current-buffer (get-buffer "_base.yaml")
  (expect (line 1) "$vars: {language: German}" "the declaration")
  (set-buffer-modified-p nil))

(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(princ (format "emacs %s: fine\n" emacs-version))
