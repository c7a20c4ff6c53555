### Words of the interface. A key used by a template is `w.key` there; a test holds both lists to each other.

language = en
language_name = English

## The frame of every page
skip = Skip to content
sections = Sections
breadcrumb = Breadcrumb
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
built = built
times_in = times in { $zone }

## Small words
unknown = unknown
open = open
excluded = excluded
none = none
never = never
all = all
yes = yes
no = no
not_applicable = n/a
no_data = no data
too_few = too few
too_few_interval = too few for an interval
or_later = or later
or_earlier = or earlier
still_open = still open
since = since
between = between
for = for
at_least = at least
not_yet = not yet
through = through
median_lower = median
evidence_lower = evidence:
review_lower = review
services_lower = services
service_lower = service
runbook_lower = runbook
alerts_lower = alerts
about_lower = about
owner_lower = owner
reviewed_lower = reviewed
every_lower = every
backup_lower = backup
tier_lower = tier
owned_by = owned by
holds_data = holds data:
retired = retired
retired_on = retired on
duplicate_of = duplicate of
cancelled_because = cancelled:
likely_lower = if every step takes its likely time
to_detect_lower = to detect
needs_lower = needs
needed_by_lower = needed by

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
links = Links
times = Times
people = People
record = Record
history = History
related = Related

## Phases and measures
phases_to_scale = Phases of the incident, to scale
phase_before = before impact
phase_undetected = undetected
phase_unacknowledged = unacknowledged
phase_hurt = users still hurt
phase_recovering = recovering
phase_unknown = not known when it was detected
phase_over = over
time_to_detect = time to detect
time_to_acknowledge = time to acknowledge
time_to_mitigate = time to mitigate
time_to_resolve = time to resolve
in_impact = In impact
impact_definition = merged length of the impact intervals
target = target
met = met
breached = breached
over_by = over by

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
deployed = deployed
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
    [one] One incident counts.
   *[other] { $n } incidents count.
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
no_date = no date
overdue_days = overdue { $n } d
in_days = in { $n } d
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
half_over = Half of the { $n } with known times were over within { $median }.
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
imprecise = imprecise
imprecise_allow = { $n } imprecise, which allow { $what }
unknown_allow = with the { $n } unknown the median could be { $low } – { $high }
any_length = any length
mean_lower = mean
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
or_longer = or longer
at_most = at most
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
actions_total = Action items
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
all_actions = All actions
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
not_read = In these files, but of no kind that is read:
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
changed = Changed
author = Author
commit = Commit
capacity = Capacity
not_told = withheld
achievable_after = achievable after
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

what_if = What if:
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
hit_by = hit by
loses_share = loses
without_lower = without
hand = hand
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
done_lower = done
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
not_known_lower = not known
and_more = and { $n } more
lack_detection = Who noticed is not said
lack_services = No service is named
lack_owner = An open action has no owner
lack_due = An open action has no due date
lack_done = An action is done without a date
lack_nothing = Nothing that these numbers need.

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
