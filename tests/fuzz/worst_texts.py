"""Long texts that keep a parser busy, or whoever reads what it made of them."""

from __future__ import annotations

from collections.abc import Iterator

from worst_paths import MODEL


def long_texts(many: int) -> Iterator[tuple[str, str]]:
    pad = "# pad\n" * many
    body = "    x = 1\n"
    yield "comments_after", MODEL + pad
    yield "comments_between", MODEL + pad + "model.train()\n"
    yield "comments_in_function", f"def f():\n{body}" + "    # pad\n" * many + f"{body}f()\n"
    yield "comments_less_indented", f"def f():\n{body}{pad}{body}f()\n"
    yield "comments_after_decorator", f"@decorated\n{pad}def f():\n{body}"
    yield "comments_before_else", f"if x:\n{body}{pad}else:\n{body}"
    yield "comments_in_class", f"class A:\n{body}{pad}    def f(self):\n    {body}"
    yield "comments_in_brackets", f"x = [\n{pad}1]\n"
    yield "comments_after_colon", f"if x:\n{pad}{body}"
    yield "comments_after_continuation", f"x = 1\\\n{pad}\n"
    yield "comments_and_blank_lines", MODEL + "# pad\n\n" * many
    yield "comments_of_growing_indent", MODEL + "".join(" " * (n % 99) + "#\n" for n in range(many))
    yield "comments_without_blanks", MODEL + "#\n" * many
    yield "comments_that_silence", MODEL + "# scvi-lint: ignore[SCV501]\n" * many
    yield "comments_old_breaks", (MODEL + pad + "model.train()\n").replace("\n", "\r")
    yield "comments_two_breaks", (MODEL + pad + "model.train()\n").replace("\n", "\r\n")
    yield "comments_behind_code", "x = 1  # pad\n" * many
    yield "one_long_comment", MODEL + "#" * many * 8
    yield "blank_lines", MODEL + "\n" * many * 4 + "model.train()\n"
    yield "blank_lines_in_function", f"def f():\n{body}" + "\n" * many * 4 + body
    yield "lines_of_blanks", MODEL + " \t\n" * many + "model.train()\n"
    yield "form_feeds", MODEL + "\f\n" * many + "model.train()\n"
    yield "many_blanks", "x = " + " " * many * 8 + "1\n"
    yield "continuations", "x = 1" + " \\\n" * many + "\n"
    yield "continued_sum", "x = 1" + " \\\n + 1" * many + "\n"
    yield "continuations_alone", "\\\n" * many
    yield "sum", "x = 1" + " + 1" * many + "\n"
    yield "sum_of_strings", "x = 'a'" + " + 'a'" * many + "\n"
    yield "strings_side_by_side", "x = (" + "'a'\n" * many + ")\n"
    yield "comparisons", "x = 1" + " < 1" * many + "\n"
    yield "powers", "x = 2" + " ** 2" * many + "\n"
    yield "or", "x = a" + " or a" * many + "\n"
    yield "not", "x = " + "not " * many + "a\n"
    yield "attributes", "x = a" + ".b" * many + "\n"
    yield "calls_of_calls", "x = f" + "()" * many + "\n"
    yield "subscripts", "x = a" + "[0]" * many + "\n"
    yield "conditionals", "x = " + "a if b else " * many + "c\n"
    yield "lambdas", "x = " + "lambda: " * many + "a\n"
    yield "targets", "a = " * many + "b\n"
    yield "round_brackets", "x = " + "(" * many + "1" + ")" * many + "\n"
    yield "square_brackets", "x = " + "[" * many + "]" * many + "\n"
    yield "curly_brackets", "x = " + "{'a': " * many + "1" + "}" * many + "\n"
    yield "open_brackets", "x = " + "(" * many
    yield "open_calls", "f(a,\n" * many
    yield "mixed_brackets", "([{" * many
    yield "closing_brackets", ")]}" * many
    yield "commas", "f(" + "," * many + ")\n"
    yield "elif", "if a: b\n" + "elif a: b\n" * many
    yield "except", "try: a\n" + "except A: b\n" * many
    yield "case", "match a:\n" + "    case 1: b\n" * many
    yield "decorators", "@a\n" * many + "def f(): pass\n"
    yield "semicolons", "a;" * many + "\n"
    yield "deep_blocks", "".join(" " * n + "if a:\n" for n in range(many // 10)) + " " * many + "b"
    yield "deep_functions", "".join(" " * n + "def f():\n" for n in range(many // 10))
    yield "deep_classes", "".join(" " * n + "class A:\n" for n in range(many // 10))
    yield "stairs", "".join(" " * (n % 90) + "if a:\n" for n in range(many))
    yield "f_strings", "x = " + "f'{" * 200 + "a" + "}'" * 200 + "\n"
    yield "f_string_parts", "x = f'" + "{a}" * many + "'\n"
    yield "f_string_formats", "x = f'" + "{a:{b}}" * many + "'\n"
    yield "open_f_string", "x = f'" + "{a" * many + "\n"
    yield "open_strings", "x = 'a\n" * many
    yield "open_long_strings", "'''\"\n" * many
    yield "open_long_string", "x = '''\n" + "a = 1\n" * many
    yield "escapes", "x = '" + "\\n" * many + "'\n"
    yield "errors", "x = = y\n" * many
    yield "unfinished", "x =\n" * many
    yield "question_marks", "?" * many
    yield "nothing_but_noise", "$ ? ! ` " * many
    yield "prose", "prose, not a program at all. " * many
    yield "magics", "%a\n" * many
    yield "shell", "!a\n" * many
    yield "numbers", "x = " + "9" * many * 10 + "\n"
    yield "hexadecimal", "x = 0x" + "f" * many * 10 + "\n"
    yield "long_name", "a" * many * 10 + " = 1\n"
    yield "long_list", "x = [" + "1, " * many + "]\n"
    yield "long_dict", "x = {" + "'a': 1, " * many + "}\n"
    yield "long_call", "f(" + "a, " * many + ")\n"
    yield "long_signature", "def f(" + ", ".join(f"a{n}" for n in range(many)) + "): pass\n"
    yield "long_import", "from a import " + ", ".join(f"a{n}" for n in range(many)) + "\n"
    yield "long_with", "with " + ", ".join(["a as b"] * many) + ": pass\n"
    yield "long_delete", "del " + ", ".join(["a"] * many) + "\n"
    yield "long_global", "def f():\n    global " + ", ".join(f"a{n}" for n in range(many)) + "\n"
    yield "zeros", "\0" * many
    yield "surrogates", "\ud800" * many
    yield "wide_letters", "\U0001d4b3 = 1\n" * many
    yield "emoji", "x = '" + "\U0001f9ec" * many + "'\n"
