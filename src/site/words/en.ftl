### Words of the interface. A key used by a template is `w.key` there; a test holds both lists to each other.

language = en
language_name = English

## The frame of every page
skip = Skip to content
sections = Sections
breadcrumb = Breadcrumb
search = Search
search_hint = Words, an id, service:payments, severity:P0
search_keys = ↑ ↓ choose · Enter opens · Esc closes
search_found = Found:
search_none = Nothing found. Every word must be on the page.
search_broken = The index could not be loaded.
search_close = Close
search_kinds = Incident|Security incident|Near miss|Maintenance|Outage elsewhere|Service|Recovery plan|Runbook|Drill|Team
theme = Theme
theme_auto = Theme: auto
theme_light = Theme: light
theme_dark = Theme: dark
on_this_page = On this page
home = Home
dashboard = Dashboard
incidents = Incidents
services = Services
actions = Actions
statistics = Statistics
runbooks = Runbooks
recovery_plan = Recovery plan
library = Library
built = built { $x }
times_in = times in { $zone }
not_found = Page not found
not_found_lede = There is no page at this address. It may have been renamed: search for it, or start from the home page.

## Feeds and the calendar
feed_incident = { $id }: { $title }
feed_review = Review of { $id }: { $title }
calendar_action = Due: { $title } ({ $id })
calendar_review = Review due: { $title } ({ $id })
calendar_drill = Recovery drill due: { $id }
calendar_restore = Restore test due: { $id }
calendar_maintenance = Planned work: { $title } ({ $id })

## Small words
unknown = unknown
open = open
none = none
never = never
all = all
yes = yes
no = no
not_applicable = n/a
no_data = no data
too_few = too few
too_few_interval = too few for an interval
or_later = { $x } or later
or_earlier = { $x } or earlier
still_open = still open
since = since { $x }
between = in the range { $x }
for = for { $x }
at_least = at least { $x }
not_yet = not yet
through = through { $x }
median_lower = median
evidence_lower = evidence:{" "}
review_lower = review { $x }
services_lower = services { $x }
service_lower = service
runbook_lower = runbook
alerts_lower = alerts { $x }
about_lower = about { $x }
owner_lower = owner { $x }
reviewed_lower = reviewed { $x }
every_lower = every { $x }
backup_lower = backup { $x }
tier_lower = tier { $x }
owned_by = owned by { $x }
holds_data = holds data: { $x }
retired = retired
retired_on = retired on { $x }
duplicate_of = duplicate of { $x }
cancelled_because = cancelled: { $x }
likely_lower = if every step takes its likely time
to_detect_lower = + { $x } to detect
needs_lower = needs { $x }
needed_by_lower = needed by { $x }

## Sections of an incident
summary = Summary
impact = Impact
timeline = Timeline
detection = Detection
cause = Cause
five_whys = Five whys
response = Response
repair = Repair
verification = Verification
communications = Communications
lessons = Lessons
review = Review
claims = Claims and discrepancies
sources = Sources
attachments = Attachments
times = Times
people = People
record = Record
history = History
related = Related
links = Links

## Phases and measures
phases_to_scale = Phases of the incident, to scale
phase_before = before impact
phase_undetected = undetected
phase_unacknowledged = unacknowledged
phase_hurt = not yet mitigated
phase_recovering = recovering
phase_unknown = not known when it was detected
phase_over = over
time_to_detect = time to detect
time_to_acknowledge = time to acknowledge
time_to_mitigate = time to mitigate
time_to_resolve = time to resolve
in_impact = In impact
impact_definition = merged length of the impact intervals
target = target { $x }
met = met
breached = breached
over_by = over by { $x }

## Fields
at = At
by = By
id = Id
kind = Kind
tags = Tags
visibility = Visibility
planned_from = Planned from
planned_to = Planned to
reopened = reopened
users = Users
share = Share
share_at_worst = Share at worst
requests = Requests
revenue = Revenue
data_loss = Data loss
not_affected = Not affected
impact_intervals = Impact intervals
impact_drawing = Impact intervals over time
impact_drawing_long = One lane a service; the table below has the same times
from = From
to = To
length = Length
detected_by = Detected by
layer = Layer
alert = Alert
noticed_by = Noticed by
missed_by = Missed by
before_impact = Before impact
trigger = Trigger
change = Change
deployed = deployed { $x }
reproduction = Reproduction
category = Category
contributing_factors = Contributing factors
mitigations = Mitigations
action = Action
runbook = Runbook
worked = Worked
decisions = Decisions
decision = Decision
alternatives = Alternatives
waived = waived
regression_tests = Regression tests
checks = Checks
check = Check
result = Result
evidence = Evidence
messages_sent = Messages sent
channel = Channel
audience = Audience
message = Message
what_happened = What happened
went_well = Went well
went_wrong = Went wrong
got_lucky = Got lucky
owner = Owner
due = Due
state = State
ticket = Ticket
ticket_evidence = Ticket, evidence
factor = Factor
factor_of_action = Factor
overdue = overdue
reviewed_at = Reviewed at
amendments = Amendments after approval
field = Field
reason = Reason
stated_durations = Durations the sources state
measure = Measure
value = Value
basis = Clock
discrepancies = Where sources disagree
archived = archived copy

## Lists
all_incidents = All incidents, newest first
newest_first = Newest first
severity = Severity
severity_short = Sev.
no_severity = no severity
month = Month
months = Months
older = older
records = Records
incident = Incident
began = Began
started = Started
status = Status
remarks = Remarks
n_records = { $n ->
    [one] { $n } record.
   *[other] { $n } records.
}
n_open = { $n ->
    [0] None is open.
    [one] One is open.
   *[other] { $n } are open.
}
n_incidents = { $n ->
    [one] One incident is counted.
   *[other] { $n } incidents are counted.
}
n_services = { $n ->
    [one] { $n } service.
   *[other] { $n } services.
}
n_runbooks = { $n ->
    [one] { $n } runbook.
   *[other] { $n } runbooks.
}
n_outages = { $n ->
    [one] { $n } published outage of another organisation, kept to learn from. Its numbers are never mixed with ours.
   *[other] { $n } published outages of other organisations, kept to learn from. Their numbers are never mixed with ours.
}
their_numbers = Their numbers
outages = Outages

## Actions
open_actions = Open actions
finished_actions = Finished
latest_actions_only = The { $n } last due are shown; every incident shows its own.
when = When
history_when = When
history_what = What
no_date = no date
overdue_days = overdue { $n }d
in_days = in { $n }d
n_open_actions = { $n ->
    [0] Nothing is left to do.
    [one] One action is open.
   *[other] { $n } actions are open.
}
n_overdue = { $n ->
    [0] None is overdue.
    [one] One is overdue.
   *[other] { $n } are overdue.
}

## Numbers
response_times = Response times
response_times_note = n counts incidents whose two times are known. Excluded: detected before users were hurt, or times the wrong way round. Open: not over yet, never dropped silently. The mean is what other tools call MTTx.
response_targets = Response targets
availability = Availability
definitions = Definitions
median = Median
interval = 95 % interval
n = n
unknown_title = Unknown
excluded_title = Excluded
open_title = Open
met_title = Met
breached_title = Breached
pending_title = Pending
geometric = Geom. mean
p90 = P90
range = Range
mean = Mean
largest_share = Largest share
target_title = Target
within = Within
objective = Objective
achieved = Achieved
window = Window
downtime = Downtime
budget_left = Budget left
error_budget = Error budget
spent = spent
nearly_spent = nearly spent
left = left
most_budget_used = Where most of the error budget is used
mean_elsewhere = mean { $mean }, as other tools show it
mean_note = The mean is what other tools show; one long incident moves it, so no verdict here rests on it.
how_computed = How these are computed
dominant = One incident, { $id }, is { $share } of all time to resolve.
half_over = { $n ->
    [one] The one with known times was over within { $median }.
   *[other] Half of the { $n } with known times were over within { $median }.
}
every_ttr = Every incident’s TTR
dots_title = { $measure } of every incident
dots_label = A mark an incident on a logarithmic axis, a line at the median, a band over its 95 % interval
strip_label = Time to resolve of every incident by severity on a logarithmic axis; the table below has the same numbers
strip_caption = Time to resolve, logarithmic axis. Line: median. Band: its 95 % interval (six values at least). Arrow: still open, at least this long. Shape and row give the severity.
longest_first = The same numbers, longest first
data_behind = { $n ->
    [one] Data behind the drawing (one row)
   *[other] Data behind the drawing ({ $n } rows)
}
longest_only = The longest { $n } are shown.
first_only = The first { $n } are shown.
ttm = TTM
ttr = TTR
share_of_total = Share of total
breaches = Breaches
n_breaches = { $n ->
    [one] One breach
   *[other] { $n } breaches
}
took = Took
near_misses = Near misses
maintenance = Maintenance
imprecise_allow = { $n } imprecise, which allow { $what }
unknown_allow = with the { $n } unknown the median could be { $low } – { $high }
any_length = any length
last_quarters = The last two whole quarters
change_table = The two periods side by side
change_note = Ratio of the geometric means. p: the chance of a difference at least this large if nothing had changed, from permutations of the incidents between the two periods. Could have seen: the smallest improvement that this many could have shown.
ratio = Ratio
could_have_seen = Could have seen
closed_only = closed only
or_more = { $share } or more
not_defined = not defined
any = any
detectable = detectable change
not_detectable = no detectable change
n_in_period = { $n } in { $days } days of { $period }
rate_ratio = ratio of the rates { $ratio } (95 % interval { $low } – { $high }): { $verdict }
records_begin = The first record is of { $day }: a rate over days before it counts days on which nobody kept records.
log_rank = log-rank with what is open
log_means = log means
change_no_data = no data to compare
no_durations = Durations: no data to compare, one side has none.
change_found = detectable change, { $ratio } (p { $p }, { $test })
change_few = no detectable change (p { $p }, { $test }); too few to say what could have been seen
change_none = no detectable change (p { $p }, { $test }); { $after } ended beside { $before } could only have shown an improvement of { $seen }, in { $power } of cases
with_what_is_open = With what is still open
measured_recovery = Recovery in incidents
lasting_note = Kaplan–Meier: what has not ended counts as lasting at least until the beginning of today. Shares with their 95 % interval; too few below ten that have ended.
longer_than = Longer than { $length }
not_reached = not reached
not_seen_yet = not seen yet
or_longer = { $x } or longer
at_most = at most { $x }
curves_title = Share of incidents that last longer than a time
curves_label = Falling steps on a logarithmic time axis, one curve a measure; the table below has medians and shares
curves_caption = Share that lasts longer than a time, logarithmic axis. Band: its 95 % log-log interval. Ticks: still open, at least this long. Line from one half down: median.
curves_caption_rto = Share that lasts longer than a time, logarithmic axis. Band: its 95 % log-log interval. Ticks: still open, at least this long. Line from one half down: median. Dashed: the promised RTO.
recovery_beside_rto = Recovery beside the RTO
rto_note = The chance that it takes longer than the RTO, over the incidents that name the service; too few below ten that have ended. Drills and restores are in the recovery plan.
median_ttm = Median TTM
ttm_beyond = TTM beyond RTO
median_ttr = Median TTR
ttr_beyond = TTR beyond RTO
beyond_rto = Beyond RTO
per_month = Incidents per month
per_month_label = A bar a month, with a whisker over the 95 % interval of the rate behind the count; the table below has the same numbers
per_month_caption = Bars: incidents begun in the month. Whiskers: exact 95 % interval of the rate behind the count (Poisson); where whiskers overlap widely, months do not differ. Outlined: not over.
rate_interval = 95 % interval of the rate
not_over = not over
calendar = The last year, day by day
calendar_title = Days on which incidents began, { $from } to { $to }
calendar_label = { $n ->
    [one] One incident; the table below has the day
   *[other] { $n } incidents; the table below has the days
}
calendar_caption = A column a week, a row a weekday; the figure is how many incidents began that day.
days = Days
uncertain = Uncertain
met_working = Met, hours
breached_working = Breached, hours
share_working = Share, hours
took_working = Took, hours
targets_note = Wall clock; against the severity in force at detection. Uncertain: could have come out otherwise within the bounds of the times.
working_hours = “Hours” counts working hours only, { $from } to { $to } on working days.
ledger = What each incident burned
ledger_note = In the window of the objective, which ends today. Where incidents overlap, a second is booked once. Alone: what it would have burned without the others.
burned = Burned
share_of_budget = Share of budget
alone = Alone
budget = Budget
budget_line = budget { $budget }
burn_title = Error budget of { $service }
burn_label = Burned { $burned } of a budget of { $budget } in a window of { $window }.
burn_legend = Solid: burned so far, at most. Dotted: at least, where a share is not stated. Dashed: the budget.
silent_incidents = { $n ->
    [one] one incident in the window says nothing of how long it was down:
   *[other] { $n } incidents in the window say nothing of how long it was down:
}
time_between = Time between failures
between_failures = Between failures
between_note = Observed time divided by the incidents begun in it, with the exact Poisson interval; too few below five. The first record opens the watch and is not counted.
observed = Observed
all_services = All incidents
learning = Learning
near_miss_ratio = Near misses, of near misses and incidents
sharing_factors = Incidents that share a factor
review_lead = From resolved to the review
reviews_pending = Reviews to be held
reviews_unknown = Reviews at an unknown time
reviews_before = Reviewed before resolved
reviews_not_required = No review wanted
recurring_factors = Factors that came back
factors_note = In the same words, but for case, spaces and the full stop; { $n } different ones in all.
factors_without = { $n ->
    [0] Every incident names one.
    [one] One incident names none.
   *[other] { $n } incidents name none.
}
actions_curve = Share of actions still open after a time
actions_curve_label = Falling steps on a logarithmic time axis; the list below has the median
actions_curve_caption = Share still open after a time, logarithmic axis. Band: its 95 % log-log interval. Ticks: open today, for so long. From the review, else from resolved, until done.
actions_total = Action items of incidents
still_open_actions = Open
overdue_actions = Overdue
rejected_actions = Decided against
done_undated = Done, without a date
in_time = Done in time
open_median = Median time open
open_interval = Its 95 % interval
load = Load
who = Who
load_by_role = By role
load_by_team = By team
load_note = An incident counts once for each of its roles, and once for each team whose services it hits; a response runs from acknowledged, else detected, to mitigated, else resolved. Unknown: responses without an end.
outside_hours = Outside: not between { $from } and { $to } of a working day.
outside_days = Outside: on days without work.
detected_outside = Detected outside working time
response_hours = Time in response
response_outside = Of that outside
other_tools = What other tools would print
others_note = The same incidents by the formulas of other tools, so that a difference can be explained. A mean is moved by one long incident more than by anything else.
tool = Tool
number = Number
step_number = No.
formula = Formula
statistic = Statistic
missing = Missing
lasting_definition = Kaplan and Meier’s estimate of the share that lasts longer. The band of the drawing is the log-log interval; the interval beside a share is wider (beta product, or exact bounds where there are few); where the estimate is 0 or 1, a one-sided bound
change_definition = a permutation test on the difference of log means, or on the studentised log-rank statistic where some are open; counts by the exact interval of the ratio of the rates
poisson_definition = the exact interval of the mean behind a count, which holds if incidents come independently at a constant rate
target_definition = met and missed with Wilson’s interval; what is not known counts as neither
between_definition = the observed time divided by the number of failures in it
learning_definition = shares with Wilson’s interval, over what the records say; what they do not say is counted
monday = Mo
wednesday = We
friday = Fr
interval_definition = the exact order-statistic interval of the median, which holds for any distribution; six values at least
geometric_definition = the mean on a logarithmic scale, with a t interval there; a zero counts as 30 seconds
mean_definition = the arithmetic mean, MTTx in other tools; one long incident moves it more than anything else does
unknown_definition = one of the two times is not known; counted, never averaged as zero
open_definition = not over yet; counted, never dropped silently
budget_definition = the outage the objective allows in the window; degraded time is weighted by its share, and counts in full where no share is stated

## Front page
open_now = Open now
response_all = Response
needs_attention = Needs attention
recent = Recent
browse = Browse
stale = stale
gap = gap
rto_gap = RTO of { $service } is { $rto }; the achievable path takes { $achievable }

## Services
catalogue = Catalogue
service = Service
team = Team
tier = Tier
rto = RTO
rpo = RPO
objectives = Objectives
dependencies = Dependencies
recovery = Recovery
backups_and_replication = Backups and replication
deployment_and_health = Deployment and health
runbooks_and_drills = Runbooks and drills
contacts = Contacts
contact = Contact
members = Members
aliases = Also called
rto_long = Recovery time (RTO)
rpo_long = Recovery point (RPO)
mtpd_long = Tolerable disruption (MTPD)
wrt_long = Work recovery (WRT)
plan_of_service = Recovery plan of this service
without_it = Without it
needed_by = Needed by
before_dependencies = before dependencies
step = Step
role = Role
best = Best
likely = Likely
worst = Worst
after = After
what = What
method = Method
every = Every
takes = Takes
kept = Kept
where = Where
immutable = Immutable
encrypted = Encrypted
backups = Backups
replication = Replication
mode = Mode
lag = Lag
strategy = Strategy
stages = Stages
environments = Environments
rollback = Rollback
locations = Locations
instances = Instances
scaled_on = Scaled on
liveness = Liveness
readiness = Readiness
failover = Failover
automatic = Automatic
drills = Drills
drill = Drill
infrastructure = Evidence from the infrastructure
claim = Claim
shown_by = Shown by
from_configuration = Read from configuration files. What is absent there, or only known after apply, is no evidence. That an objective is met is never concluded from configuration: drills and incidents show it.
not_read = In these files, but of no kind that is read: { $x }
single_points = Single points of failure
playbooks = Recovery steps from playbooks
try_out = Try it without a change:
for_real = Runs for real
real_steps = Steps marked so run even with --check, because they say check_mode: false.
on_hosts = On
risk = Risk
condition = If
after_failure = only after a failure
in_any_case = in any case
for_each_item = for each item
on_one_host = on one host
date = Date
scenario = Scenario
recovery_time = Recovery time
recovery_point = Recovery point
restored_from = Restored from
passed = passed
failed = failed

## Runbooks
symptoms = When to use it
preconditions = Before you start
steps = Steps
procedure = Procedure
escalation = Escalate
where_used = Where it was used
expect = Expect
if_not = If not
automated = Automated
destructive = destructive
never_reviewed = never reviewed
fresh = fresh
stale_days = stale, { $n } d
alerts = Alerts
alert_rules = Alerts that lead here
labels = Labels
at_once = at once
coverage = Alerts and their runbooks
covered = With a runbook
elsewhere = With a runbook elsewhere
leads_nowhere = Address leads to no page
without_runbook = Without a runbook
group = Group
unknown_alerts = Alerts that runbooks name and no rule file has
unused_runbooks = Runbooks that no alert leads to and no incident used
failed_runbooks = Runbooks that failed when they were used
lacking_runbooks = Incidents that had no runbook
alert_alone = Alert without one
mitigations_alone = Mitigations without one
failed_uses = failed { $n ->
    [one] once
   *[other] { $n } times
}
copy = Copy
copied = Copied
reviewed = Reviewed
uses = Uses

## The plan
n_beyond = { $n ->
    [0] None is known to miss its objective.
    [one] One cannot meet its objective.
   *[other] { $n } cannot meet their objective.
}
likely_title = A sum of likely times is met seldom
likely_text = Plan with what was measured where there is enough of it, else with the P90; the likely time is what a lucky day takes.
activation = Activation
criterion = Criterion
authority = Authority
call_tree = Call tree
stands_in = Stands in
notification_and_calls = Notification and call tree
outage_assessment = Outage assessment
plan_roles = Roles while the plan is in action
duty = Duty
foundations = What every recovery needs without saying so
foundation = Foundation
given_by = Given by
dns = Names (DNS)
certificates = Certificates
registry = Images and packages
secrets = Passwords and keys
ci = Builds and delivery
documents = Where this plan can be read
document = Copy
place = Place
offline = Without a network
last_reviewed = Last read through
recovery_order = Recovery order
waves = Waves: a service waits for its hard dependencies
wave = Wave
teams = Teams
cycles = Dependencies in a circle
rto_table = From disruption to service in the slowest scenario by its fastest method: median, P90 and the share within the objective, measured where there is enough, else of 10,000 draws from the estimates (PERT) and the measured times to detect; beside them what it takes if every step takes its likely time, and the longest measured recovery by any method
achievable = Achievable
slowest_scenario = Slowest scenario
measured = Measured
how_measured = How measured
verdict = Verdict
rpo_table = Worst-case loss by scenario. Zone and region: only copies outside the failed place count. Corruption and deletion: only backups count.
zone_loss = Zone loss
region_loss = Region loss
corruption = Corruption
deletion = Deletion
everything = everything
holds = holds
beyond = beyond
against_objectives = Against objectives
vendors = Vendors
vendor = Vendor
does_for_us = For
contract = Contract
promise = Promise
alternate_site = Alternate site
going_back = Reconstitution and failback
kept_by = Kept by
read_through_every = Read through every
gaps = Gaps
gaps_missing = Missing
gaps_stale = Stale
gaps_contradicted = Contradicted
procedures = Recovery procedures
against = Against
n_steps = Steps
validation = Validation tests
verified_by = Verified by the runbooks
last_restored = Last restored
test_log = Test log
rehearsals_due = What is to be rehearsed again, and by when
last_drill = Last drill
next_drill = Next drill by
next_restore = Next restore test by
now = now
business_impact = Business impact
impact_table = Room between all that recovery takes (the slower of plan and measurement, and the work after it) and what the business bears
mtpd = MTPD
rto_short = RTO
wrt = WRT
takes_in_all = Takes in all
room = Room
plan_upkeep = Plan maintenance
plan_changes = Changes of the plan
changes_all = Every change of the plan, services, teams, runbooks and drills
changes_newest = The newest changes of the plan, services, teams, runbooks and drills
changed = What changed
author = Author
commit = Commit
capacity = Capacity
not_told = withheld
achievable_after = achievable after { $x }:
critical_path = Critical path
path_drawing = Critical path
path_drawing_long = Bars over time from disruption; the table below has the same times
detect_and_activate = Detect and activate
steps_in_order = Steps in order
starts = Starts
scenarios = Scenarios
not_known = Not known
copy_of_data = Copy
place_lost = Place lost
in_incidents = In incidents
longest = Longest
not_in_plan = Not in use: it has no place in the plan.

what_if = What if: { $x }
what_if_place = What if a place is lost
what_if_table = Each zone and region, with the hands of every team, if every step takes its likely time
what_fails = What fails
down = Down
with_less = Works with less
with_less_short = With less
all_back = All back after
first_broken = First objective to break
course = Course of the recovery
course_drawing_long = A lane for each service from the disruption until it is back; the table below has the same times
course_legend = Full: people work on it. Faint: it waits. A line: its RTO.
course_table = What goes down, in the order in which it comes back
because = Because
back_after = Back after
lost = Data lost
rpo_verdict = RPO
broken_objectives = Objectives that break
breaks_after = Breaks after
promised = Promised
comes_to = Comes to
without_end = no end
hit_by = hit by { $x }
loses_share = loses { $x }
without_lower = without { $x }
hand = hand { $x }
ends = Ends

within_rto = Within RTO
estimates = estimates
measured_lower = measured
rests_on = From
go_by = Go by
scenarios_table = Every way to recover: likely time, and draws from the estimates
if_it_fails = What if it fails
measured_table = Recoveries by method in incidents and drills; what is not over counts as lasting longer (Kaplan–Meier)
not_over_title = Not over
enough = Enough to go by

## The report of a period
report_title = Operations review { $period }
only_selection = Only: { $selection }.
period_not_over = The period is not over.
in_short = In short
n_began = { $n ->
    [0] No incident began.
    [one] One incident began.
   *[other] { $n } incidents began.
}
n_of_them_open = { $n ->
    [0] None of them is open.
    [one] One of them is still open.
   *[other] { $n } of them are still open.
}
none_began = None began in the period.
none_open = None is open.
still_open_incidents = Still open
targets_missed = Response targets missed
targets_line = Missed: { $missed } of the { $judged } targets that could be judged; { $unknown } are not known.
what_it_says = What the record says
not_explained = not explained
detected = Detected
n_other_services = { $n ->
    [0] Every service had an outage. Downtime and availability are those of the period; the budget is that of the service’s own window at its end.
    [one] One other service states no outage in the period. Downtime and availability are those of the period; the budget is that of the service’s own window at its end.
   *[other] { $n } other services state no outage in the period. Downtime and availability are those of the period; the budget is that of the service’s own window at its end.
}
no_outage_stated = No service states an outage in the period.
by_users = Detected by users
by_monitoring = Detected by monitoring
done_in_period = Done in the period
due_next = Due in the next 30 days
done_lower = done { $x }
no_actions_due = None was done in the period, none is overdue, none is due in the next 30 days.
drills_held = Held in the period
drills_planned = Planned
drills_waiting = Longest without a drill
n_never_drilled = { $n ->
    [0] Every service has been in a drill.
    [one] One service was never in a drill.
   *[other] { $n } services were never in a drill.
}
records_lack = What the records lack
not_known_lower = { $x } not known
and_more = and { $n } more
lack_detection = Who noticed is not said
lack_services = No service is named
lack_owner = An open action has no owner
lack_due = An open action has no due date
lack_done = An action is done without a date
lack_nothing = Nothing that these numbers need.

## Dashboard: what needs attention, how well prepared, what happened before
all_of_them = All of them:
n_open_breaches = { $n ->
    [one] { $n } missed target of an open incident
   *[other] { $n } missed targets of open incidents
}
n_recent_breaches = { $n ->
    [one] { $n } target missed in the last 30 days
   *[other] { $n } targets missed in the last 30 days
}
n_overdue_actions = { $n ->
    [one] { $n } overdue action
   *[other] { $n } overdue actions
}
n_overdue_reviews = { $n ->
    [one] { $n } overdue review
   *[other] { $n } overdue reviews
}
n_rto_gaps = { $n ->
    [one] { $n } RTO gap
   *[other] { $n } RTO gaps
}
n_restores_due = { $n ->
    [one] { $n } restore test due
   *[other] { $n } restore tests due
}
n_drills_due = { $n ->
    [one] { $n } drill due
   *[other] { $n } drills due
}
n_stale_runbooks = { $n ->
    [one] { $n } stale runbook
   *[other] { $n } stale runbooks
}
breach_took = { $target } within { $limit }, took { $took }
breach_over = { $target } within { $limit }, took { $took }, over by { $over }
breach_open = { $target } within { $limit }, still not done
review_due = review was due by
restore_test = restore
restore_of = Restore a backup of { $service }
drill_of = Rehearse the recovery of { $service }
last_lower = last
prepared = How well prepared
of_all = { $n } of { $all }
alerts_covered = Alerts with a runbook
services_covered = Services with a runbook
critical_drilled = Tier 1 and 2 drilled in time
backups_restored = Backups restored in time
n_elsewhere = { $n ->
    [one] { $n } more leads to a page elsewhere
   *[other] { $n } more lead to a page elsewhere
}
which_alerts = Alert by alert
asked_every = asked for every { $time }
last_restore = last restore
never_restored = none was ever restored
recent_reviews = Recent postmortems
by_lower = by
anniversaries = In this week of earlier years
years_ago = { $n ->
    [one] A year ago:
   *[other] { $n } years ago:
}
n_incidents_plain = { $n ->
    [one] one incident
   *[other] { $n } incidents
}
nothing_yet = No incident is recorded yet
nothing_yet_long = Write the first one as a YAML file into this folder; `postmortem check` says what is missing.

## Incident: related, similar, history
related_similar = Related and similar
named_by = Named by
similar = Similar
both = Both:
factor_lower = factor { $x }
tags_lower = tags { $x }
words_lower = words { $x }
silence = { $time } without an entry
why_or_message = Why, or message of the change
amended = amended
edited = edited
record_written = record written
file_moved = file moved
file_removed = file taken out
time_written = time written:
history_incomplete = The repository here does not have its whole history: older changes are missing.
n_changes = { $n } changes
link_here = Link to this row
edit_file = Edit this file
copy_markdown = Copy as Markdown
show_kind = Show
show_all = everything
your_time = your time
## Punctuation, durations and shares
comma = ,{" "}
clause = ,{" "}
semicolon = ;{" "}
colon = :{" "}
in_brackets = ({ $x })
percent = { $x } %
approximately = ~{ $x }
under_a_minute = < 1m
unit_day = d
unit_hour = h
unit_minute = m
unit_second = s
month_of_year = { $year }-{ $month }
month_padded = yes
phase_length = { $time } { $phase }
n_unknown = { $x } unknown
n_excluded = { $x } excluded
n_open_cases = { $x } open
n_never = { $x } never back
n_open_items = { $x } open
interval_of = 95 % interval { $x }
median_of = median { $x }
mean_of = mean { $x }
imprecise_range = imprecise { $x }
recovery_plan_of = Recovery plan: { $x }
objective_of = Objective { $x }
all_data = all data
no_time = 0m
or = or
period_days = { $x }.
measure_is = { $measure } = { $to } − { $from }.
median_in = Median { $x }
business_days = { $n ->
    [one] { $n } business day
   *[other] { $n } business days
}

### Words of closed lists: the name of the list, a hyphen, the word as written in records.

IncidentKind-incident = incident
IncidentKind-security = security
IncidentKind-near-miss = near miss
IncidentKind-maintenance = maintenance
IncidentKind-external = external

DetectionSource-monitoring = monitoring
DetectionSource-logs = logs
DetectionSource-user-report = user report
DetectionSource-operator = operator
DetectionSource-other = other
DetectionSource-unknown = unknown

Layer-infrastructure = infrastructure
Layer-application = application
Layer-business = business

OutageKind-down = down
OutageKind-degraded = degraded

MitigationKind-restart = restart
MitigationKind-rollback = rollback
MitigationKind-failover = failover
MitigationKind-scale = scale
MitigationKind-feature-flag = feature flag
MitigationKind-config = config
MitigationKind-restore = restore
MitigationKind-other = other

Effect-yes = yes
Effect-partial = partial
Effect-no = no
Effect-harmful = harmful
Effect-unknown = unknown

CheckResult-passed = passed
CheckResult-failed = failed
CheckResult-partial = partial
CheckResult-unknown = unknown

RowKind-triggered = triggered
RowKind-started = started
RowKind-detected = detected
RowKind-declared = declared
RowKind-acknowledged = acknowledged
RowKind-mitigated = mitigated
RowKind-repaired = repaired
RowKind-resolved = resolved
RowKind-closed = closed
RowKind-detection = detection
RowKind-alert = alert
RowKind-action = action
RowKind-decision = decision
RowKind-communication = communication
RowKind-escalation = escalation
RowKind-recovery = recovery
RowKind-note = note

Measure-detect = detect
Measure-acknowledge = acknowledge
Measure-mitigate = mitigate
Measure-repair = repair
Measure-resolve = resolve

StatedFrom-started = started
StatedFrom-detected = detected
StatedFrom-declared = declared

Basis-wall = wall
Basis-business = business

ActionKind-prevent = prevent
ActionKind-detect = detect
ActionKind-mitigate = mitigate
ActionKind-process = process

ActionState-proposed = proposed
ActionState-committed = committed
ActionState-done = done
ActionState-rejected = rejected

ReviewState-not-required = not required
ReviewState-draft = draft
ReviewState-in-review = in review
ReviewState-approved = approved
ReviewState-published = published

Audience-public = public
Audience-internal = internal
Audience-restricted = restricted

DependencyKind-hard = hard
DependencyKind-soft = soft

DeploymentStrategy-rolling = rolling
DeploymentStrategy-blue-green = blue-green
DeploymentStrategy-canary = canary

FailoverStrategy-backup-restore = backup-restore
FailoverStrategy-pilot-light = pilot-light
FailoverStrategy-warm-standby = warm-standby
FailoverStrategy-active-active = active-active

BackupMethod-dump = dump
BackupMethod-snapshot = snapshot
BackupMethod-incremental = incremental
BackupMethod-pitr = pitr
BackupMethod-copy = copy
BackupMethod-other = other

ReplicationMode-sync = sync
ReplicationMode-async = async

RecoveryMethod-restart = restart
RecoveryMethod-rollback = rollback
RecoveryMethod-failover = failover
RecoveryMethod-restore = restore

Scenario-instance-loss = instance-loss
Scenario-zone-loss = zone-loss
Scenario-region-loss = region-loss
Scenario-corruption = corruption
Scenario-deletion = deletion
Scenario-bad-change = bad-change
Scenario-other = other

Milestone-triggered = triggered
Milestone-started = started
Milestone-detected = detected
Milestone-declared = declared
Milestone-acknowledged = acknowledged
Milestone-mitigated = mitigated
Milestone-repaired = repaired
Milestone-resolved = resolved
Milestone-closed = closed

State-detected = detected
State-analyzing = analyzing
State-responding = responding
State-repairing = repairing
State-verifying = verifying
State-reviewing = reviewing
State-closed = closed
State-cancelled = cancelled
State-duplicate = duplicate

Role-on-call = on-call
Role-expert = expert
Role-product = product
Role-communications = communications
Role-commander = commander
Role-scribe = scribe

severity-critical = critical
severity-major = major
severity-minor = minor
severity-slight = slight

target-acknowledge = acknowledge
target-mitigate = mitigate
target-resolve = resolve
target-update = update
target-review = review

evidence-supported = supported
evidence-contradicted = contradicted
evidence-no-evidence = no evidence
risk-read-only = read-only
risk-mutating = mutating
risk-destructive = destructive
risk-unread = unread

### Sentences of the commands, which pages show in their own language. The English one must be what the commands print, word by word, in one
### line; the name of a value says what it is: time, scenario, method, strategy, milestone, names, or, what (a sentence in it).
said-excluded-before = detected before impact
said-excluded-negative = ends before it begins
said-difference = { $milestone1 } − { $milestone2 }
said-deployed = { $milestone } − deployed, where a change is named
said-mtbf = (observed time − sum of time_to_fix) ÷ incidents
said-mean = mean
said-median = median
said-no-section = plan.yaml has no { $what }
said-activation = activation criteria
said-notification = notification
said-call-tree = call tree
said-roles = roles
said-assessment = outage assessment
said-foundations = foundations
said-vendors = vendors
said-site = alternate site
said-reconstitution = reconstitution
said-documents = documents
said-maintenance = maintenance
said-no-plan = there is no plan.yaml: who starts the plan, who is called
said-circle = hard dependencies go in a circle: { $x }
said-neither = promises neither an RTO nor an RPO
said-no-rto = promises no RTO
said-no-rpo = promises no RPO, but data is at stake
said-no-backup = keeps data and has no backup
said-no-recovery = has no recovery for { $scenario }
said-never-drilled = was never in a drill
said-no-step = no step is written
said-no-likely = `{ $x }` has no likely time
said-after-nothing = `{ $x }` comes after `{ $y }`, which is no step
said-lower-bound = what it waits for is itself a lower bound
said-steps-circle = steps go in a circle: { $x }
said-nothing-back = needs `{ $x }`, which nothing brings back
said-alert-runbook = alert `{ $x }` has no runbook
said-alert-runbooks = alert `{ $x }` ({ $n } rules) has no runbook
said-beside-zone = every backup of `{ $x }` is in the same zone as its data, { $y }
said-beside-region = every backup of `{ $x }` is in the same region as its data, { $y }
said-canary = `{ $x }` is deployed by canary, but without steps
said-share-order = the share `{ $x }` comes after `{ $y }`, but is no greater
said-last-share = the last share is `{ $x }`: the rest never gets the change
said-drill-failed = the last { $method } drill of `{ $x }`, on { $day }, failed and none has passed since
said-drill-failed-any = the last drill of `{ $x }`, on { $day }, failed and none has passed since
said-drill-never = `{ $x }` was never in a drill
said-drill-last = `{ $x }` was last in a drill on { $day }
said-drill-every = the settings ask for one every { $time }
said-estimate-order = { $a } `{ $x }` is longer than { $b } `{ $y }`
said-claims = claims `{ $what }`, but `{ $x }` says `{ $y }` of `{ $z }` is `{ $value }`
said-claims-more = claims `{ $what }`, but `{ $x }` says `{ $y }` of `{ $z }` is `{ $value }`, and { $n } more attributes
said-claims-one = claims `{ $what }`, but `{ $x }` says `{ $y }` of `{ $z }` is `{ $value }`, and one more attribute
said-shows-nothing = `{ $x }` shows nothing: { $y }
said-helm = `{ $x }` is a Helm template, not a manifest
said-not-json = `{ $x }` is not JSON: { $y }
said-in-line = `{ $x }` { $y }, in line { $n }
said-up-to = up to exactly { $n } instances
said-other-role = (other)
said-failure = { $x }:{ $scenario }
said-zone-lost = zone:{ $x }
said-region-lost = region:{ $x }
said-no-manifest = `{ $x }` is no Kubernetes manifest, Terraform plan or state, or Ansible playbook
said-failover-itself = `{ $x }` fails over by itself, but no drill ever failed it over
said-failover-relies = `{ $x }` relies on { $strategy }, but no drill ever failed it over
said-no-health = `{ $x }` is tier 1, but nothing says when it can take traffic
said-hidden = the plan does not say what gives { $names } during a recovery
said-no-reason = `none` gives no reason
said-neither-nor = `{ $x }` is neither a service of the catalogue nor a vendor of the plan
said-took = `{ $x }` is promised back in { $time1 }, but in { $y } it took { $time2 } to be back
said-took-by = `{ $x }` is promised back in { $time1 }, but by { $method } in { $y } it took { $time2 } to be back
said-lost = `{ $x }` is promised to lose at most { $time1 }, but in { $y } it lost { $time2 } of data
said-lost-by = `{ $x }` is promised to lose at most { $time1 }, but by { $method } in { $y } it lost { $time2 } of data
said-stands-in = `{ $x }` stands in for themselves
said-both-roles = `{ $x }` is both { $a } and { $b }
said-plan-hosted = the plan can only be read while { $names } works, which it recovers
said-plan-read = the plan was last read through on { $day }, and is to be every { $time }
said-restored = the backups of `{ $x }` were last restored on { $day }
said-restore-every = the settings ask for it every { $time }
said-never-restored = no drill ever restored a backup of `{ $x }`
said-retired = `{ $x }` depends on `{ $y }`, which is out of use since { $day }
said-rpo = `{ $x }` promises to lose at most { $time1 }, but { $scenario } may cost { $time2 }
said-rpo-place = `{ $x }` promises to lose at most { $time1 }, but { $scenario } ({ $y }) may cost { $time2 }
said-rpo-all = `{ $x }` promises to lose at most { $time1 }, but { $scenario } may cost everything: no copy survives
said-rpo-place-all = `{ $x }` promises to lose at most { $time1 }, but { $scenario } ({ $y }) may cost everything: no copy survives
said-rto-before = `{ $x }` is promised back in { $time1 }, but needs `{ $y }`, promised in { $time2 }
said-rto-wrt = an RTO of { $time1 } and a WRT of { $time2 } are more than the { $time3 } that can be tolerated
said-rto-mtpd = an RTO of { $time1 } is more than the { $time2 } that can be tolerated
said-rto-takes = `{ $x }` is promised back in { $time1 }, but { $scenario } takes { $time2 }, if every step takes its likely time
said-rto-takes-by = `{ $x }` is promised back in { $time1 }, but { $scenario } by { $method } takes { $time2 }, if every step takes its likely time
said-runbook-failed = runbook `{ $x }` failed when it was last used, on { $day } (`effective: { $y }`), and was not reviewed since
said-scaling = `{ $x }` has at least { $min } instances and at most { $max }
said-scaling-there = `{ $x }` has at least { $min } instances, but its locations have { $y }
said-hit = `{ $x }` was hit by { $y }, but nothing is promised for it
said-hit-more = `{ $x }` was hit by { $y } and { $n } more, but nothing is promised for it
said-only-person = `{ $x }` is the only person to call for `{ $y }`
said-only-in = `{ $x }` is the only person to call in `{ $y }`, which owns `{ $z }`
said-only-in-more = `{ $x }` is the only person to call in `{ $y }`, which owns `{ $z }` and { $n } more
said-single-point = `{ $x }` { $what }: in `{ $file }`, `{ $y }` of `{ $z }` is `{ $value }`
said-soft = `{ $x }` is said to work without `{ $y }`, but not how
said-runbook-old = runbook `{ $x }` was last reviewed { $n } days ago, and wants it every `{ $time }`
said-step-twice = another step of this recovery is called `{ $x }` already
said-step-after = `{ $x }` comes after `{ $y }`, which is no step of this recovery
said-no-first = no step can be the first: each comes after the next in { $x }
said-step-runbook = `{ $x }` of `{ $y }` rests on runbook `{ $z }`, last reviewed { $n } days ago
said-too-slow = `{ $x }` promises an { $y } of { $time1 }, but { $strategy } can be expected to need { $time2 } or more
said-contention = losing { $what } needs `{ $x }` for { $n } steps at once, { $time } into the work, and names { $people }: { $names }
said-zone = zone `{ $x }`
said-region = region `{ $x }`
said-tier = `{ $x }` is tier { $a } but needs `{ $y }`, which is tier { $b }
said-unowned = nobody owns runbook `{ $x }`
said-one-replica = may run as a single replica
said-recreate = is stopped for every change
said-no-budget = has no disruption budget, so a drain may evict all of it at once
said-blocking-budget = has a disruption budget that lets no pod go, so nodes cannot be drained
said-one-zone = may run in a single zone, as no rule spreads it over zones
said-no-readiness = gets traffic from a Service before it can say that it is ready
said-no-standby = has a database without a standby in another zone
said-replicas = { $n } replicas in { $x }
said-replica = 1 replica in { $x }
said-zones = runs in { $n } zones of { $x }
said-deployment = { $strategy } deployment
said-in-steps = in steps of { $names }
said-liveness = liveness is probed
said-readiness = readiness is probed
said-in-container = in container { $x }
said-in-no-container = in no container
said-at-least-instances = at least { $n } instances
said-backup-every = { $backup } every { $time }
said-backup-kept = { $backup } kept for { $time }
said-backup-immutable = { $backup } that nobody can change
said-backup-encrypted = { $backup } encrypted
said-live-copy = a live copy in { $x }
said-backup = backup
said-sync-replica = synchronous replica
said-async-replica = asynchronous replica
said-any-replica = replica
said-copy-of-in = { $backup } of { $x } in { $y }
said-copy-of = { $backup } of { $x }
said-copy-in = { $backup } in { $y }
said-place-unknown = it is not said where the service runs
said-lost-too = { $what } is lost with the data
said-follows = { $what } follows the damage
said-not-kept = { $what } is not kept until the damage is noticed
said-nobody-where = { $what }: nobody says where it is
said-nobody-behind = { $what }: nobody says how far behind it is
said-copies-lost = copies of data are lost of { $names }
said-nothing-there = nothing that is in use runs there
said-all-back = all are back after { $time }
said-last-back = the last comes back after { $time }, { $n } never in this plan
said-none-back = nothing in this plan brings them back
said-first-now = the first objective to break is the { $a } of { $x } ({ $time }), at once
said-first-after = the first objective to break is the { $a } of { $x } ({ $time1 }), after { $time2 }
said-none-known = no objective is known to break
said-none-breaks = no objective breaks
said-down = { $n } services down, { $m } with less
said-down-one = 1 service down, { $m } with less
said-noticed = Noticed after { $time1 }, work begins { $time2 } later
said-anyone = { $n } responders, anyone may do any step
said-anyone-one = 1 responder, anyone may do any step
said-no-work = nobody has a step to do
said-hand-of = { $x } { $n } of { $m }
said-hands = hands used: { $hands }
said-no-faster = no order of these steps is faster
said-good-order = a good order, not proved the best: none ends before { $time }, and the best takes at least 1/{ $x } of this work
said-share-below = < { $x } %
said-share-above = > { $x } %
said-share = { $x } %
said-our-kinds = incident and security
said-kind-incident = incident
said-kind-security = security
said-kind-near-miss = near-miss
said-kind-external = external
said-severity = severity { $or }
said-service = service { $or }
said-tag = tag { $or }
said-begun = begun in { $x }
## Prose
diagram = Diagram
diagram_source = Source of the diagram
diagram_undrawn = This diagram could not be drawn; this is its source.
table = Table
code = Code
alert_note = Note
alert_tip = Tip
alert_important = Important
alert_warning = Warning
alert_caution = Caution
## Lists
tag = Tag
team_lower = team
find = Filter
reset = Reset
pages = Pages
shown_of = {"{n}"} of {"{all}"} shown
no_match = Nothing matches.
show_more = Show more
loading = Loading all rows…
rows_lost = The other pages could not be loaded: these are the rows of this page.
page_of = Page { $page } of { $pages }
rows_of = { $from }–{ $to } of { $all }
first_page = First
previous_page = Previous
next_page = Next
last_page = Last
newest = Newest
n_name_it = { $n } incidents name it
recurring_note = Factors that two incidents or more name in the same words, but for case, spaces and the full stop.
former_ids = Former ids
formerly = formerly
moved = This page has moved
is_here_now = It is here now:
and_more_n = and { $n } more
needs_drawing = Dependencies
needs_drawing_long = Left what needs the service, right what it needs; the list below has the same
needs_legend = Left: what needs it. Right: what it needs. Dashed: it works with less when that is gone.
