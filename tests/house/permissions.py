"""Every door and what it answers to whom.

One entry for each method and endpoint, tried in this order: the status for each role, where the token is right and no
field is filled in. The world is the small city of tests/support/builders.py, where the liaison and the head are of
市能源局, whose task it is, and `other` is the liaison of 市工信局. Who is not signed in is sent to the sign-in page.
"""

ROLES = ("nobody", "liaison", "head", "other", "office", "leader", "administrator", "auditor")
SENT_TO_SIGN_IN = 303
REFUSED = 403

Answers = dict[str, int]

# Doors that show and yet write one thing down: who took a file out, in a transaction of its own.
NOTED = {"evidence.download", "evidence.view", "evidence.of_task", "evidence.of_plan"}


def only(*roles: str, answer: int = 200) -> Answers:
    """These get the answer; everybody else is refused."""
    given = dict.fromkeys(ROLES, REFUSED) | {"nobody": SENT_TO_SIGN_IN}
    return given | dict.fromkeys(roles, answer)


def everyone(answer: int = 200) -> Answers:
    """Also without signing in."""
    return dict.fromkeys(ROLES, answer)


def signed_in(answer: int = 200) -> Answers:
    return only(*ROLES[1:], answer=answer)


def beginner(answer: int) -> Answers:
    """Only the person who began it, the liaison; for everybody else it is not there."""
    return dict.fromkeys(ROLES, 404) | {"nobody": SENT_TO_SIGN_IN, "liaison": answer}


DEPARTMENT = ("liaison", "head")  # of the department whose matter it is
BODIES = ("liaison", "head", "other")
READERS = ("office", "leader", "auditor")

TABLE: dict[tuple[str, str], Answers] = {
    # Signing in, one's own account
    ("GET", "auth.home"): signed_in(303),
    ("GET", "auth.help_page"): everyone(),
    ("GET", "auth.language"): everyone(303),
    ("GET", "auth.sign_in"): everyone(303) | {"nobody": 200},
    ("POST", "auth.sign_in"): everyone(422),
    ("POST", "auth.sign_out"): everyone(303),
    ("GET", "auth.invite"): everyone(410),  # a link that is no longer good
    ("POST", "auth.invite"): everyone(410),
    ("GET", "auth.reset"): everyone(410),
    ("POST", "auth.reset"): everyone(410),
    ("GET", "auth.account"): signed_in(),
    ("POST", "auth.save_own_account"): signed_in(422),
    ("POST", "auth.choose_mail"): signed_in(422),  # no hour was chosen
    ("POST", "auth.change_password"): signed_in(422),
    ("POST", "auth.sign_out_everywhere"): signed_in(303),
    # Ways beside mail: robots of chat groups; the feed of a calendar, which is switched off here
    ("GET", "channels.robots"): only("administrator"),
    ("GET", "channels.add_robot"): only("administrator"),
    ("POST", "channels.add_robot"): only("administrator", answer=422),
    ("POST", "channels.try_robot"): only("administrator", answer=303),
    ("POST", "channels.switch_robot"): only("administrator", answer=409),  # what was seen is not named
    ("GET", "channels.remove_robot"): only("administrator"),
    ("POST", "channels.remove_robot"): only("administrator", answer=303),
    ("GET", "channels.feed"): everyone(404),
    ("POST", "channels.make_link"): signed_in(404),
    ("POST", "channels.revoke_link"): signed_in(404),
    # The desk
    ("GET", "desk.show"): only(*BODIES) | {"office": 303},  # the office names a department, or is sent to its place
    ("POST", "desk.acknowledge"): only(*BODIES, answer=422),
    ("POST", "desk.take_back"): only(*BODIES, answer=422),
    ("GET", "desk.deadline"): only(*BODIES, *READERS, answer=303),
    # Inside a department
    ("GET", "department.mine"): only(*BODIES, answer=303),
    ("GET", "department.inside"): only(*DEPARTMENT, "office"),
    ("GET", "department.tasks"): only(*DEPARTMENT, "office"),
    ("POST", "department.give_tasks"): only(*DEPARTMENT, answer=422),
    ("GET", "department.open_section"): only(*DEPARTMENT),
    ("POST", "department.open_section"): only(*DEPARTMENT, answer=422),
    ("GET", "department.give_section"): only(*DEPARTMENT),
    ("POST", "department.give_section"): only(*DEPARTMENT, answer=422),
    ("POST", "department.leave_section"): only(*DEPARTMENT, answer=303) | {"head": 422},  # has left already
    ("GET", "department.end_section"): only(*DEPARTMENT),
    ("POST", "department.end_section"): only(*DEPARTMENT, answer=303) | {"head": 404},  # the section is gone
    ("GET", "department.absence"): only(*DEPARTMENT, "administrator"),
    ("POST", "department.absence"): only(*DEPARTMENT, "administrator", answer=422),
    ("POST", "department.end_absence"): only(*DEPARTMENT, "administrator", answer=422) | {"liaison": 303},
    ("POST", "department.take_back_absence"): only("head", "administrator", answer=303) | {"administrator": 422},
    ("GET", "department.handover"): only(*DEPARTMENT, "office", "administrator"),
    ("GET", "department.handover_sheet"): only(*DEPARTMENT, "office", "administrator"),
    # Tasks
    ("GET", "tasks.index"): signed_in(),
    ("GET", "tasks.show"): only(*BODIES, *READERS),
    ("GET", "tasks.ask_to_move"): only(*DEPARTMENT),
    ("POST", "tasks.ask_to_move"): only(*DEPARTMENT, answer=422),
    ("GET", "tasks.ask_extension"): only(*DEPARTMENT),
    ("POST", "tasks.ask_extension"): only(*DEPARTMENT, answer=422),
    ("GET", "tasks.ask_to_close"): only(*DEPARTMENT),
    ("POST", "tasks.ask_to_close"): only(*DEPARTMENT, answer=422),
    ("POST", "tasks.withdraw_closing"): only(*DEPARTMENT, answer=303) | {"liaison": 409},  # withdrawn a moment before
    ("GET", "tasks.responsible"): only("office"),
    ("POST", "tasks.responsible"): only("office", answer=404),  # without saying which decision
    ("GET", "tasks.typed"): only(*DEPARTMENT),
    ("GET", "tasks.set_step"): only("office"),
    ("POST", "tasks.set_step"): only("office", answer=422),
    ("GET", "tasks.move_step"): only("office"),
    ("POST", "tasks.move_step"): only("office", answer=422),
    ("GET", "tasks.withdraw_step"): only("office"),
    ("POST", "tasks.withdraw_step"): only("office", answer=422),
    # The evidence box, and what must never have been uploaded
    ("GET", "box.index"): only(*BODIES, *READERS),
    ("GET", "box.export"): only(*BODIES, *READERS),
    ("GET", "box.bare_claims"): only(*BODIES, *READERS),
    ("GET", "box.show"): only(*DEPARTMENT, *READERS, "administrator"),
    ("POST", "box.describe"): only(*DEPARTMENT, answer=303),
    ("POST", "box.prove"): only(*DEPARTMENT, answer=422),
    ("POST", "box.unprove"): only(*DEPARTMENT, answer=303) | {"head": 404},  # taken back a moment before
    ("POST", "box.judge"): only("office", answer=422),
    ("GET", "box.withdraw"): only(*DEPARTMENT),
    ("POST", "box.withdraw"): only(*DEPARTMENT, answer=422),
    ("GET", "box.replace"): only(*DEPARTMENT),
    ("POST", "box.replace"): only(*DEPARTMENT, answer=422),
    ("GET", "box.put"): only(*DEPARTMENT),
    ("POST", "box.put"): only(*DEPARTMENT, answer=422),
    ("GET", "box.required"): only("office"),
    ("POST", "box.required"): only("office", answer=303),
    ("GET", "box.ask"): only(*DEPARTMENT, "office", "administrator"),
    ("POST", "box.ask"): only(*DEPARTMENT, "office", "administrator", answer=422),
    ("GET", "box.destructions"): only(*BODIES, "office", "administrator", "auditor"),
    ("GET", "box.destruction"): only(*DEPARTMENT, "office", "administrator", "auditor"),
    ("POST", "box.confirm"): only("head", answer=303) | {"office": 409, "administrator": 409},  # the liaison asked
    ("POST", "box.refuse"): only("head", "office", "administrator", answer=422),
    ("POST", "box.take_back"): only("liaison", answer=303),
    # Reports and files
    ("GET", "reports.new"): only(*DEPARTMENT),
    ("POST", "reports.new"): only(*DEPARTMENT, answer=422),
    ("POST", "reports.draft"): only(*DEPARTMENT, answer=303),
    ("POST", "reports.unchanged"): only(*DEPARTMENT, answer=422),
    ("GET", "reports.share"): only("other"),
    ("POST", "reports.share"): only("other", answer=422),
    ("POST", "reports.share_draft"): only("other", answer=303),
    ("POST", "reports.ask_shares"): only("office", answer=303),
    ("GET", "reports.show"): only(*DEPARTMENT, *READERS),
    ("POST", "reports.withdraw"): only(*DEPARTMENT, answer=303) | {"head": 422},  # withdrawn a moment before
    ("GET", "reports.update"): only(*DEPARTMENT),
    ("POST", "reports.update"): only(*DEPARTMENT, answer=422),
    ("POST", "reports.update_draft"): only(*DEPARTMENT, answer=303),
    ("GET", "reports.correct"): only(*DEPARTMENT),
    ("POST", "reports.correct"): only(*DEPARTMENT, answer=422),
    ("POST", "reports.correct_draft"): only(*DEPARTMENT, answer=303),
    ("POST", "reports.ask_to_remind"): only(*DEPARTMENT, answer=404),  # for which period is not said
    ("POST", "reports.remind_shares"): only("office", answer=404),
    # Nothing that stands behind the task has left its department: the others are sent back to its page.
    ("GET", "evidence.of_task"): only(*READERS, "other", answer=303) | dict.fromkeys(DEPARTMENT, 200),
    ("GET", "evidence.of_plan"): signed_in(303) | dict.fromkeys((*DEPARTMENT, *READERS), 200),
    ("GET", "evidence.download"): only(*DEPARTMENT, *READERS),
    ("GET", "evidence.view"): only(*DEPARTMENT, *READERS),
    ("GET", "evidence.picture"): only(*DEPARTMENT, *READERS, answer=404),  # a text has none
    # Files on their way in: an upload is its beginner's alone, nobody else learns that there is one
    ("GET", "uploads.index"): only(*BODIES, "office"),
    ("POST", "uploads.begin"): only(*BODIES, "office", answer=412),  # in which version of the protocol is not said
    ("PATCH", "uploads.piece"): beginner(412),
    ("DELETE", "uploads.give_up"): beginner(412),
    ("POST", "uploads.finish"): beginner(422),  # nothing of it has come
    ("GET", "uploads.earlier"): only(),  # of which department is not said
    ("GET", "uploads.ask"): beginner(200),
    ("POST", "uploads.ask"): beginner(422),
    ("POST", "uploads.delete"): beginner(303),
    ("GET", "uploads.quarantine"): only("administrator"),
    ("POST", "uploads.destroy"): only("administrator", answer=303),
    ("GET", "reports.answer"): only(*DEPARTMENT),
    ("POST", "reports.answer"): only(*DEPARTMENT, answer=422),
    ("GET", "tasks.rhythm"): only("office"),
    ("POST", "tasks.rhythm"): only("office", answer=422),
    # Sub-tasks
    ("GET", "subtasks.hand_down"): only(*DEPARTMENT),
    ("POST", "subtasks.hand_down"): only(*DEPARTMENT, answer=422),
    ("GET", "subtasks.queue"): only(*DEPARTMENT),
    ("GET", "subtasks.conclude"): only(*DEPARTMENT),  # of the department that handed it down
    ("POST", "subtasks.conclude"): only(*DEPARTMENT, answer=422),
    ("GET", "subtasks.take_back"): only(*DEPARTMENT),
    ("POST", "subtasks.take_back"): only(*DEPARTMENT, answer=422),
    # What waits for the signature of the department's head, and the switch
    ("GET", "signing.index"): only("head"),
    ("POST", "signing.sign_many"): only("head", answer=422),
    ("GET", "signing.report"): only("head"),
    ("POST", "signing.sign"): only("head", answer=409),  # what was read is not named
    ("POST", "signing.send_back"): only("head", answer=422),
    ("GET", "signing.send_back_request"): only("head"),
    ("POST", "signing.send_back_request"): only("head", answer=422),
    ("GET", "signing.paper"): only(*DEPARTMENT),
    ("POST", "signing.paper"): only(*DEPARTMENT, answer=422),
    ("GET", "signing.switch"): only("head", "administrator"),
    ("POST", "signing.switch"): only("head", "administrator", answer=422),
    # A period on one page, and its workbook
    ("GET", "period.show"): only(*DEPARTMENT),
    ("POST", "period.show"): only(*DEPARTMENT, answer=422),
    ("POST", "period.draft"): only(*DEPARTMENT, answer=303),
    ("GET", "period.table"): only(*DEPARTMENT),
    ("GET", "period.tables"): only(*DEPARTMENT),
    ("GET", "period.take"): only(*DEPARTMENT),
    ("POST", "period.take"): only(*DEPARTMENT, answer=422),
    ("POST", "period.confirm_take"): only(*DEPARTMENT, answer=422),
    # The office's morning
    ("GET", "escalation.show"): only("office"),
    ("GET", "escalation.export"): only("office"),
    ("GET", "escalation.without_liaison"): only("office"),
    ("GET", "escalation.preview"): only("office"),
    ("POST", "escalation.urge"): only("office", answer=422),
    ("GET", "escalation.call"): only("office"),
    ("POST", "escalation.call"): only("office", answer=422),
    ("GET", "escalation.extend"): only("office"),
    ("POST", "escalation.extend"): only("office", answer=422),
    ("GET", "escalation.calls"): only("office"),
    ("POST", "escalation.calls"): only("office", answer=422),
    ("GET", "escalation.hold"): only("office"),
    ("POST", "escalation.hold"): only("office", answer=422),
    ("GET", "escalation.rung"): only("office"),
    ("POST", "escalation.rung"): only("office", answer=422),
    ("POST", "escalation.rung_back"): only("office", answer=409),  # nobody has set it
    ("GET", "escalation.remind"): only("office"),
    ("POST", "escalation.remind"): only("office", answer=422),
    ("POST", "escalation.save_view"): only("office", answer=422),
    ("POST", "escalation.drop_view"): only("office", answer=303),
    ("GET", "escalation.ladders"): only("office", "administrator"),
    ("POST", "escalation.keep_ladders"): only("office", "administrator", answer=409),  # what was seen is not named
    ("GET", "storage.show"): only("office", "administrator"),
    ("GET", "storage.export"): only("office", "administrator"),
    ("GET", "storage.quota"): only("administrator"),
    ("POST", "storage.quota"): only("administrator", answer=422),  # neither the usual nor one of its own
    ("GET", "escalation.system"): only("office", "administrator"),
    ("GET", "escalation.timetable"): only("administrator"),
    ("POST", "escalation.set_timetable"): only("administrator", answer=422),  # no hour was chosen
    ("GET", "escalation.rehearsal"): only("office"),
    ("POST", "escalation.rehearsal"): only("office", answer=422),  # no day was chosen
    ("POST", "escalation.resend"): only("office", "administrator", answer=303),
    ("GET", "escalation.resume_mail"): only("office", "administrator", answer=303),  # nothing is held
    ("POST", "escalation.resume_mail"): only("office", "administrator", answer=422),  # no day was chosen
    # Papers
    ("GET", "papers.index"): only(*READERS),
    ("GET", "papers.export"): only(*READERS),
    ("GET", "papers.register"): only(*READERS),
    ("GET", "papers.export_register"): only(*READERS),
    ("GET", "papers.answers"): only(*READERS),
    ("GET", "papers.received"): only(*BODIES),
    ("GET", "papers.new"): only("office"),
    ("POST", "papers.new"): only("office", answer=422),
    ("GET", "papers.show"): only(*DEPARTMENT, *READERS),  # one that was issued to the department
    ("GET", "papers.file"): only(*DEPARTMENT, *READERS),
    ("GET", "papers.edit"): only("office"),
    ("POST", "papers.edit"): only("office", answer=422),
    ("POST", "papers.confirm"): only("office", answer=422),
    ("POST", "papers.send"): only("office", answer=409),  # what was read is not named
    ("POST", "papers.take_back"): only("office", answer=422),  # a draft is with nobody
    ("POST", "papers.sign"): only("leader", answer=409),
    ("POST", "papers.send_back"): only("leader", answer=422),
    ("GET", "papers.signed_on_paper"): only("office"),
    ("POST", "papers.signed_on_paper"): only("office", answer=422),
    ("GET", "papers.issue"): only("office"),
    ("POST", "papers.issue"): only("office", answer=422),
    ("POST", "papers.stamped"): only("office", answer=422),
    ("POST", "papers.amend"): only("office", answer=422),  # not withdrawn
    ("GET", "papers.withdraw"): only("office"),
    ("POST", "papers.withdraw"): only("office", answer=422),
    ("POST", "papers.receive"): only(*DEPARTMENT, answer=303) | {"head": 422},  # confirmed a moment before
    ("GET", "papers.answer"): only(*DEPARTMENT),
    ("POST", "papers.answer"): only(*DEPARTMENT, answer=422),
    ("POST", "papers.sign_answer"): only("head", answer=303),
    ("POST", "papers.send_back_answer"): only("head", answer=422),
    ("GET", "papers.decide"): only("office"),
    ("POST", "papers.decide"): only("office", answer=422),
    ("GET", "papers.templates"): only("office"),
    ("GET", "papers.template"): only("office"),
    ("POST", "papers.template"): only("office", answer=422),
    ("GET", "papers.setting"): only("office"),
    ("POST", "papers.setting"): only("office", answer=422),
    ("GET", "papers.void"): only("office"),
    ("POST", "papers.void"): only("office", answer=422),
    # Review
    ("GET", "review.queue"): only("office"),
    ("GET", "review.show"): only("office"),
    ("GET", "review.plain"): only("office"),
    ("POST", "review.accept_plain"): only("office", answer=422),
    ("POST", "review.ask"): only("office", answer=422),
    ("POST", "review.give_back"): only("office", answer=422),
    ("POST", "review.accept"): only("office", answer=303),
    ("GET", "review.correction"): only("office"),
    ("POST", "review.correction"): only("office", answer=422),
    ("GET", "review.extension"): only("office"),
    ("GET", "review.closing_request"): only("office"),
    ("POST", "review.closing_request"): only("office", answer=422),
    ("GET", "review.reopen"): only("office"),
    ("POST", "review.reopen"): only("office", answer=422),
    # What is held
    ("GET", "review.holds"): only("office"),
    ("GET", "review.hold"): only("office"),
    ("POST", "review.hold"): only("office", answer=422),
    ("POST", "review.release"): only("office", answer=409),  # it is not held
    ("GET", "review.hold_task"): only("office"),
    ("POST", "review.hold_task"): only("office", answer=422),
    ("GET", "review.release_task"): only("office"),
    ("POST", "review.release_task"): only("office", answer=422),  # nothing is held
    ("POST", "review.extension"): only("office", answer=422),
    ("GET", "review.move"): only("office"),
    ("POST", "review.move"): only("office", answer=422),
    ("GET", "review.target"): only("office"),
    ("POST", "review.target"): only("office", answer=422),
    ("GET", "review.mend_verdict"): only("office"),
    ("POST", "review.mend_verdict"): only("office", answer=422),
    ("GET", "review.target_day"): only("office"),
    ("POST", "review.target_day"): only("office", answer=422),
    ("GET", "review.province"): only("office"),
    ("POST", "review.province"): only("office", answer=422),
    ("GET", "review.change_target"): only("office"),
    ("POST", "review.change_target"): only("office", answer=422),
    ("GET", "review.tolerances"): only("office"),
    ("POST", "review.tolerances"): only("office", answer=422),
    ("GET", "review.targets_of_plan"): only(*READERS),
    ("GET", "review.export_targets"): only(*READERS),
    # Leaders' instructions: what was passed on to 市能源局, else one that is drafted
    ("GET", "instructions.index"): only(*BODIES, *READERS),
    ("GET", "instructions.export"): only(*BODIES, *READERS),
    ("GET", "instructions.show"): only(*DEPARTMENT, *READERS),
    ("GET", "instructions.write"): only("leader"),
    ("POST", "instructions.write"): only("leader", answer=422),
    ("GET", "instructions.register"): only("office"),
    ("POST", "instructions.register"): only("office", answer=422),
    ("GET", "instructions.draft"): only("office"),
    ("POST", "instructions.draft"): only("office", answer=422),
    ("GET", "instructions.steps"): only("office"),
    ("POST", "instructions.steps"): only("office", answer=422),
    ("POST", "instructions.agree"): only("leader", answer=422),  # it need not be agreed to
    ("GET", "instructions.object_to"): only("leader"),
    ("POST", "instructions.object_to"): only("leader", answer=422),
    ("GET", "instructions.withdraw"): only("office", "leader"),
    ("POST", "instructions.withdraw"): only("office", "leader", answer=422),
    ("GET", "instructions.pass_on"): only("office"),
    ("POST", "instructions.pass_on"): only("office", answer=422),  # its day has passed
    ("GET", "instructions.answer"): only("office"),
    ("POST", "instructions.answer"): only("office", answer=422),
    ("POST", "instructions.clear"): only("office", "leader", answer=422),  # no result yet
    # The leader's page, the ledger
    ("GET", "leader.show"): only(*READERS),
    ("GET", "leader.ledger"): only(*READERS),
    ("GET", "leader.table"): only(*READERS),
    ("GET", "circulars.index"): only("office"),
    ("GET", "circulars.new"): only("office"),
    ("POST", "circulars.new"): only("office", answer=422),
    ("GET", "circulars.show"): only("office"),
    ("POST", "circulars.show"): only("office", answer=409),  # without saying which words were read
    ("GET", "circulars.compare"): only("office"),
    ("GET", "circulars.look"): only("office"),
    ("POST", "circulars.freeze"): only("office", answer=409),  # likewise
    ("POST", "circulars.paper"): only("office", answer=303),
    ("POST", "circulars.drop"): only("office", answer=303),
    # Score sheets: one that was circulated; what only a draft or a signed one allows, on such a one
    ("GET", "scores.index"): signed_in(),
    ("GET", "scores.new"): only("office"),
    ("POST", "scores.new"): only("office", answer=422),
    ("GET", "scores.rules"): signed_in(),
    # A department is led to its own computation, who has none to the rules.
    ("GET", "scores.show"): signed_in(303) | dict.fromkeys(READERS, 200),
    ("GET", "scores.own"): only(*DEPARTMENT, *READERS),
    ("GET", "scores.export"): only(*READERS),
    ("GET", "scores.object_to"): only(*DEPARTMENT),
    ("POST", "scores.object_to"): only(*DEPARTMENT, answer=422),
    ("GET", "scores.answer"): only("office"),
    ("POST", "scores.answer"): only("office", answer=422),
    ("POST", "scores.sign"): only("leader", answer=409),  # what was read is not named
    ("GET", "scores.signed_on_paper"): only("office"),
    ("POST", "scores.signed_on_paper"): only("office", answer=422),
    ("GET", "scores.withdraw"): only("office"),
    ("POST", "scores.withdraw"): only("office", answer=422),
    ("GET", "scores.issue"): only("office"),
    ("POST", "scores.issue"): only("office", answer=303),
    ("GET", "scores.edit"): only("office"),
    ("POST", "scores.edit"): only("office", answer=422),
    ("POST", "scores.compute"): only("office", answer=303),
    ("GET", "scores.points"): only("office"),
    ("POST", "scores.points"): only("office", answer=422),
    ("POST", "scores.take_back"): only("office", answer=303),
    ("GET", "scores.circulate"): only("office"),
    ("POST", "scores.circulate"): only("office", answer=303),
    # The plan
    ("GET", "plans.index"): signed_in(),
    ("GET", "plans.show"): signed_in(),
    ("GET", "plans.document"): signed_in(),
    ("GET", "plans.original"): only("office", "auditor"),  # words in it are masked; else whoever is signed in
    ("GET", "plans.doubtful"): only("office"),
    ("GET", "plans.words"): only("office"),
    ("POST", "plans.words"): only("office", answer=422),
    ("GET", "plans.leads"): only("office"),
    ("POST", "plans.leads"): only("office", answer=422),
    ("GET", "plans.swap"): only("office"),
    ("POST", "plans.swap"): only("office", answer=422),
    ("GET", "plans.headline"): only("office"),
    ("POST", "plans.headline"): only("office", answer=422),
    ("GET", "plans.leaders"): only("office"),
    ("POST", "plans.leaders"): only("office", answer=422),
    # Consulting before the start, which has been: all can be read, nothing be said
    ("GET", "consulting.show"): only("office"),
    ("POST", "consulting.show"): only("office", answer=422),
    ("POST", "consulting.close_round"): only("office", answer=422),
    ("GET", "consulting.whole_table"): only("office"),
    ("GET", "consulting.tables"): only("office"),
    ("GET", "consulting.table"): only(*DEPARTMENT, "office"),
    ("GET", "consulting.department"): only(*DEPARTMENT, "office"),
    ("POST", "consulting.agree"): only(*DEPARTMENT, "office", answer=422),
    ("POST", "consulting.sections"): only(*DEPARTMENT, "office", answer=422),
    ("GET", "consulting.comment"): only(*DEPARTMENT, "office", answer=303),
    ("POST", "consulting.comment"): only(*DEPARTMENT, "office", answer=422),
    ("GET", "consulting.take"): only(*BODIES, "office"),
    ("POST", "consulting.take"): only(*BODIES, "office", answer=422),
    ("POST", "consulting.confirm_take"): only(*BODIES, "office", answer=422),
    ("GET", "consulting.comments"): only("office"),
    ("GET", "consulting.export"): only("office"),
    ("GET", "consulting.decide"): only("office"),
    ("POST", "consulting.decide"): only("office", answer=422),
    ("GET", "plans.start"): only("office", answer=303),  # started already
    ("POST", "plans.start"): only("office", answer=422),
    # The import desk
    ("GET", "imports.index"): only("office"),
    ("POST", "imports.index"): only("office", answer=422),
    ("GET", "imports.show"): only("office"),
    ("GET", "imports.state"): only("office"),
    ("POST", "imports.here"): only("office", answer=200),
    ("POST", "imports.read_again"): only("office", answer=303),  # read already: only led back
    ("GET", "imports.item"): only("office"),
    ("POST", "imports.item"): only("office", answer=422),
    ("POST", "imports.swap_lead"): only("office", answer=303),
    ("POST", "imports.kind"): only("office", answer=303),
    ("POST", "imports.inherit"): only("office", answer=303),
    ("POST", "imports.merge"): only("office", answer=303),
    ("GET", "imports.split"): only("office"),
    ("POST", "imports.split"): only("office", answer=422),
    ("GET", "imports.target"): only("office"),
    ("POST", "imports.target"): only("office", answer=422),
    ("GET", "imports.new_target"): only("office"),
    ("POST", "imports.new_target"): only("office", answer=422),
    ("POST", "imports.drop_target"): only("office", answer=303),
    ("POST", "imports.answer"): only("office", answer=303),
    ("GET", "imports.body"): only("office", answer=303),  # no name to match: led back
    ("POST", "imports.body"): only("office", answer=303),
    ("GET", "imports.front"): only("office"),
    ("POST", "imports.front"): only("office", answer=422),
    ("GET", "imports.edits"): only("office"),
    ("POST", "imports.undo"): only("office", answer=303),
    ("GET", "imports.names"): only("office"),
    ("POST", "imports.names"): only("office", answer=303),
    ("GET", "imports.leads"): only("office", answer=303),  # every measure is led: led back
    ("POST", "imports.leads"): only("office", answer=303),
    ("GET", "imports.changes_page"): only("office"),
    ("POST", "imports.changes_page"): only("office", answer=303),
    ("GET", "imports.confirm"): only("office"),
    ("GET", "imports.discard"): only("office"),
    ("POST", "imports.discard"): only("office", answer=422),
    ("POST", "imports.confirm"): only("office", answer=303),  # the last of the desk: the document leaves it
    # People, bodies and posts
    ("GET", "people.accounts"): only("administrator"),
    ("GET", "people.account"): only("administrator"),
    ("POST", "people.account"): only("administrator", answer=422),
    ("GET", "people.new_account"): only("administrator"),
    ("POST", "people.new_account"): only("administrator", answer=422),
    ("POST", "people.enable"): only("administrator", answer=422),  # not disabled
    ("POST", "people.reset_link"): only("administrator"),
    ("POST", "people.disable"): only("administrator", answer=303),
    ("GET", "people.export_accounts"): only("administrator"),
    ("GET", "people.template"): only("administrator"),
    ("GET", "people.load"): only("administrator"),
    ("POST", "people.load"): only("administrator", answer=422),
    ("POST", "people.confirm_load"): only("administrator", answer=422),
    ("GET", "people.departments"): only("administrator"),
    ("GET", "people.department"): only("administrator"),
    ("GET", "people.new_department"): only("administrator"),
    ("POST", "people.new_department"): only("administrator", answer=422),
    ("GET", "people.edit_department"): only("administrator"),
    ("POST", "people.edit_department"): only("administrator", answer=422),
    ("GET", "people.parent"): only("administrator"),
    ("POST", "people.parent"): only("administrator", answer=422),
    ("GET", "people.rename"): only("administrator"),
    ("POST", "people.rename"): only("administrator", answer=422),
    ("GET", "people.add_alias"): only("administrator"),
    ("POST", "people.add_alias"): only("administrator", answer=422),
    ("POST", "people.end_alias"): only("administrator", answer=422),
    ("GET", "people.abolish"): only("administrator"),
    ("POST", "people.abolish"): only("administrator", answer=422),
    ("GET", "people.hold"): only("administrator"),
    ("POST", "people.hold"): only("administrator", answer=422),
    ("GET", "people.end_holding"): only("administrator"),
    ("POST", "people.end_holding"): only("administrator", answer=422),
    # The calendar
    ("GET", "calendar.show"): signed_in(),
    ("GET", "calendar.export"): signed_in(),
    ("GET", "calendar.day"): only("office", "administrator"),
    ("POST", "calendar.day"): only("office", "administrator", answer=422),
    ("GET", "calendar.load"): only("office", "administrator"),
    ("POST", "calendar.load"): only("office", "administrator", answer=422),
    ("GET", "calendar.offered"): only("office", "administrator"),
    ("POST", "calendar.keep_year"): only("office", "administrator", answer=422),
    # The burden caused
    ("GET", "burden.show"): only("office"),
    ("GET", "burden.export"): only("office"),
    # How lights are printed
    ("GET", "looks.show"): only("administrator"),
    ("POST", "looks.keep"): only("administrator", answer=409),  # what was seen is not named
    ("POST", "looks.reset"): only("administrator", answer=422),  # they are printed as they come
    # What one was told
    ("GET", "notices.index"): signed_in(),
    ("POST", "notices.open_spot"): only("liaison", answer=303),  # hers
    ("POST", "notices.read_all"): signed_in(303),
    # The history
    ("GET", "history.index"): only("administrator", "auditor"),
    ("GET", "history.export"): only("administrator", "auditor"),
}
