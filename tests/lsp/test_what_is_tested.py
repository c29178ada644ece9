"""Which test guards against which trap of the protocol, of pygls and of notebooks; and that three
clients ask for every feature.

The traps are those that servers like this one have fallen into: most are threads of their issue
trackers. A trap whose test is renamed or goes away fails here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scvi_lint.lsp import api as methods

HERE = Path(__file__).parent
TRAPS = {
    # --- pygls
    "slow handlers in its thread pool keep stdin from being read": (
        "test_life.py::test_slow_questions_do_not_hold_up_quick_ones"
    ),
    "a request that cannot be decoded gets no reply": (
        "test_protocol.py::test_a_request_whose_parameters_cannot_be_read_is_refused"
    ),
    "an unknown value of an enumeration refuses the whole message": (
        "test_protocol.py::test_unknown_enumeration_values_cost_nothing"
    ),
    "another server's diagnostic breaks code actions": (
        "test_protocol.py::test_another_servers_odd_diagnostic_does_not_break_code_actions"
    ),
    "an object inside that has a key jsonrpc is taken for a message": (
        "test_protocol.py::test_metadata_that_looks_like_a_message_is_data"
    ),
    "a failing notification pops up": (
        "test_protocol.py::test_an_edit_of_a_document_that_is_not_open_pops_nothing_up"
    ),
    "str.splitlines splits where the protocol does not": (
        "test_scripts.py::test_line_separators_of_str_splitlines_are_no_lines_here"
    ),
    "reading a position changes it": "test_store.py::test_a_position_is_read_and_left_as_it_was",
    "print corrupts the stream": "test_life.py::test_what_libraries_print_lands_on_stderr",
    "nobody watches the client's process": (
        "test_life.py::test_the_server_ends_when_its_client_is_killed_though_the_pipe_stays_open"
    ),
    "a busy server ends seconds after stdin": (
        "test_life.py::test_the_server_ends_at_once_though_it_is_busy"
    ),
    "a document that is not open is read from disk, or raises": (
        "test_notebooks.py::test_requests_about_cells_that_are_gone_are_answered"
    ),
    "threads write into the middle of each other's messages": (
        "test_transport.py::test_what_is_written_arrives_in_order_and_close_flushes"
    ),
    "whole messages are logged": "test_life.py::test_the_log_does_not_quote_what_the_user_writes",
    "a request before initialize has the wrong error code": (
        "test_protocol.py::test_a_request_before_initialize_is_refused_with_the_code_for_it"
    ),
    "folders that change leave the first root behind": (
        "test_settings.py::test_folders_come_and_go"
    ),
    "columns are not converted: an emoji moves the squiggle": (
        "test_notebooks.py::test_windows_line_ends_and_emoji_are_counted_right"
    ),
    "a cancelled request is computed all the same, in order": (
        "test_worker.py::test_only_the_newest_job_of_a_document_runs"
    ),
    "a cancelled request is answered twice or never": (
        "test_protocol.py::test_a_storm_of_cancellations_loses_no_reply"
    ),
    # --- what users complain of
    "a lookup by the URI of a cell that is gone raises": (
        "test_notebooks.py::test_requests_about_cells_that_are_gone_are_answered"
    ),
    "a cell that becomes another language keeps its findings": (
        "test_notebooks.py::test_a_cell_in_another_language_is_not_part_of_the_program"
    ),
    "cells that move are not looked at again": (
        "test_notebooks.py::test_moving_a_cell_moves_its_text_with_it"
    ),
    "cells that are closed keep their findings": (
        "test_notebooks.py::test_a_deleted_cell_shows_nothing_any_more"
    ),
    "a cell whose text is closed after the change shows findings again": (
        "test_notebooks.py::test_a_deleted_cell_whose_text_is_closed_later_shows_nothing"
    ),
    "each cell of a notebook makes the notebook's fixes": (
        "test_notebooks.py::test_fix_all_is_offered_for_the_notebook_and_not_for_a_cell"
    ),
    "magics, top-level await and questions are faults": (
        "test_notebooks.py::test_what_only_notebooks_may_say_is_no_fault"
    ),
    "cells are analysed one by one": (
        "test_notebooks.py::test_an_edit_in_one_cell_changes_the_findings_of_another"
    ),
    "one folder's settings hold for another": (
        "test_settings.py::test_each_folder_has_its_own_settings"
    ),
    "a setting that is wrong turns all off": (
        "test_settings.py::test_what_is_not_understood_is_said_and_the_rest_applies"
    ),
    "a setting that is removed stays": (
        "test_clients.py::test_settings_folders_and_files_may_change_meanwhile"
    ),
    "the environment is not the selected one": (
        "test_navigation.py::test_the_environment_that_is_set_wins_then_the_activated_one"
    ),
    "a storm of changed files is answered thousands of times": (
        "test_settings.py::test_a_watched_settings_file_is_read_again"
    ),
    "jedi runs what it looks at": (
        "test_navigation.py::test_a_package_with_a_compiled_neighbour_stays_unexecuted"
    ),
    "jedi never comes back": (
        "test_navigation.py::test_a_question_that_takes_too_long_has_no_answer_and_its_process_is_gone"
    ),
    "workspace diagnostics are asked for every two seconds": (
        "test_workspace.py::test_news_is_told_once_and_then_the_request_is_held"
    ),
    "a client that pulls but cannot be refreshed shows what is old": (
        "test_settings.py::test_a_client_that_cannot_be_refreshed_is_pushed_to"
    ),
    "a client without pulling shows nothing": (
        "test_clients.py::test_findings_are_pushed_with_what_the_client_can_show"
    ),
    "findings are pushed and pulled, and stand there twice": (
        "test_notebooks.py::test_a_cell_that_is_pulled_is_not_answered_twice"
    ),
    "what changes results is made without being asked": (
        "test_scripts.py::test_safe_fixes_are_made_all_at_once_on_request_only"
    ),
    "children outlive the server": "test_life.py::test_no_child_outlives_a_server_that_is_killed",
    "an URI is rewritten and no longer known": (
        "test_notebooks.py::test_the_uri_of_a_cell_is_a_key_and_never_rewritten"
    ),
    # --- notebooks
    "an edit that belongs to another cell is made in this one": (
        "test_notebooks.py::test_every_fix_edits_the_cell_that_it_is_about"
    ),
    "an empty cell, or one that ends in a new line, shifts the next": (
        "test_notebooks.py::test_cells_between_do_not_shift_what_comes_after"
    ),
    "a notebook without cells": ("test_notebooks.py::test_a_notebook_without_cells_is_a_notebook"),
    "markdown and raw cells are not counted": (
        "test_notebooks.py::test_markdown_counts_in_the_numbering_and_is_not_read"
    ),
    "a notebook that is opened as JSON is read as a program": (
        "test_scripts.py::test_a_notebook_opened_as_json_is_refused_politely"
    ),
    "percent scripts are no notebooks": (
        "test_scripts.py::test_cells_of_a_percent_script_are_counted_in_lines_of_the_file"
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_has_its_test(trap: str) -> None:
    file, _, name = TRAPS[trap].partition("::")
    found = re.search(rf"^(?:async )?def {name}\(", (HERE / file).read_text(), re.MULTILINE)
    assert found, f"{TRAPS[trap]} is gone, which guarded against this: {trap}"


@pytest.mark.parametrize("method", [*methods.REQUESTS, *methods.NOTIFICATIONS])
def test_three_clients_ask_for_each_feature(method: str) -> None:
    if method in ("initialized", "workspace/diagnostic"):
        pytest.skip("the client's library sends it, or it is off unless it is wanted")
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", method.replace("/", "_")).lower()
    text = (HERE / "test_clients.py").read_text()
    assert re.search(rf"\bclient\.{name}(?:_async)?\(", text), f"no client asks for {method}"
