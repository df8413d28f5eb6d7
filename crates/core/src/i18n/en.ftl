# English.

page-of = Page { $page } of { $pages }
mark = please check
none = none
draft = Draft – open items are marked in yellow
period-since = since { $date }
count-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
count-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
met-of = { $met } of { $all }
score-of = { $score } of 100

file-cv = CV
file-offer = Offer
file-dashboard = Dashboard
file-matchmaking = Matchmaking report
file-feedback = Feedback report
file-candidate-letter = Letter to candidate

level-native = native
level-c2 = near native
level-c1 = fluent
level-b2 = good
level-b1 = conversational
level-a2 = basic
level-a1 = beginner
level-unknown = no level given

cv-title = Curriculum vitae
cv-name = Name
cv-role = Role
cv-period = Period
cv-for-role = Proposed for
cv-residence = Residence
cv-nationality = Nationality
cv-permit = Permit
cv-availability = Availability
cv-workload = Workload
cv-experience-total = Professional experience
cv-languages = Languages
cv-driving = Driving licence
cv-profile = Profile
cv-skills = Skills
cv-experience = Professional experience
cv-projects = Projects and assignments
cv-education = Education
cv-in-progress = in progress
cv-certificates = Certificates and training
cv-technologies = Technologies:
cv-your-contact = Your contact:

letter-place-date = { $place }, { $date }
letter-salutation = Dear Sir or Madam,
letter-salutation-candidate = Hello,
letter-salutation-name = Dear { $name },
letter-salutation-mr = Dear { $title } { $name },
letter-salutation-ms = Dear { $title } { $name },
letter-closing = Kind regards

offer-subject = Offer
offer-subject-number = Offer no. { $number }
offer-number = Offer number
offer-recipient = Recipient
offer-introduction = We are pleased to propose { $name } for the position { $role }. This offer is based on your job profile; every statement on the criteria rests on the CV.
offer-introduction-no-role = We are pleased to propose { $name }. Every statement on the criteria rests on the CV.
offer-introduction-no-name = is the candidate we are pleased to propose.
offer-why = What speaks for this candidate
offer-terms = Terms
offer-role = Position
offer-candidate = Candidate
offer-contract-form = Contract form
offer-licence = licence no. { $number }
offer-workload = Workload
offer-start = Start
offer-duration = Duration
offer-rate = Rate
offer-fee = Fee
offer-fee-text = { $percent } of the yearly salary
offer-planned = Planned effort
offer-planned-text = { $hours } hours (days of { $day } hours)
offer-estimate = Estimated total
offer-estimate-note = estimate, no ceiling
offer-ceiling = cost ceiling
offer-vat = VAT
offer-vat-domestic = plus { $rate } VAT
offer-vat-reverse = not taxable, reverse charge
offer-expenses = Expenses
offer-surcharges = Surcharges
offer-notice = Notice
offer-subcontracting = Subcontracting
offer-payment = Payment
offer-payment-days = { $n ->
    [one] net within { $n } day
   *[other] net within { $n } days
}
offer-criteria = Your criteria
offer-valid-until = Validity
offer-valid = This offer is valid until { $date }.
offer-binding = It is binding.
offer-subject-to-availability = It is without obligation and subject to availability.
offer-outlook = We are glad to answer questions and to arrange a conversation with the candidate.
offer-acceptance = Acceptance
offer-acceptance-text = We accept the offer on the terms stated.
contract-leasing = Staff leasing
contract-services = Contract for services
contract-work = Contract for work
contract-placement = Permanent placement
contract-payroll = Payrolling
rate-hour = per hour
rate-day = per day
rate-month = per month
rate-fee = placement fee
client-to-be-clarified = Not mentioned in the CV; we are clarifying it with the candidate.

form-place-date = Place, date
form-name = Name
form-signature = Signature
form-name-signature = Name, signature
form-reason = Reason

table-id = No.
table-class = Type
table-criterion = Criterion
table-status = Status
table-reason = Reason
table-reason-and-quotes = Reason and quotes

class-must = Must
class-should = Should
class-soft = Personal
class-other = Other

verdict-met = met
verdict-partly-met = partly met
verdict-potentially-met = potentially met
verdict-not-met = not met
verdict-not-stated = not stated
verdict-needs-review = to be reviewed

reason-found = Evidenced: { $terms }.
reason-found-partly = Evidenced: { $terms }. Not evidenced: { $missing }.
reason-related = Related to { $asked }: { $found }.
reason-months = { $found } months evidenced ({ $words }), { $asked } asked for: { $periods }.
reason-year-precision = At least one period gives years only.
reason-if-still-open = Counted to the date of the CV; { $months } if the position goes on.
reason-workload = Workload: { $list }.
reason-undated = Named, but without a dated station; { $words } are asked for.
reason-level = { $language }: { $found }; asked for: { $asked }.
reason-level-any = { $language }: { $found }.
reason-degree-fits = Degree evidenced: { $found }.
reason-degree-lower = The degree { $found } is below the level asked for.
reason-degree-other-kind = Same level, other kind: { $found }.
reason-degree-adjacent-field = The level asked for, in a related field: { $found }.
reason-degree-other-field = The level asked for, in another field: { $found }.
reason-degree-in-progress = Not yet finished: { $found }.
reason-fact = Stated: { $found }.
reason-count-people = Leads or led { $found } people; { $asked } are asked for.
reason-count-money = Answers for up to { $found }; { $asked } are asked for.
reason-count-notice = Notice of { $found } months; { $asked } at the most.
reason-negated = The CV denies it: { $found }.
reason-silent = The CV says nothing about it.
reason-unclear = A person has to judge this.
reason-person = Decision by { $name }: { $text }

recommendation-go = Present
recommendation-maybe = Clarify first
recommendation-no-go = Do not present
recommendation-not-assessable = not assessable

match-title = Matchmaking report
match-musts-met = Must criteria met
match-shoulds-met = Should criteria met
match-knockouts = Knock-outs
match-suggestion = Suggestion by the rules
match-score = Score
match-arithmetic = Arithmetic
match-weights = weights: must { $must }%, should { $should }%
match-evaluated-on = Evaluated on
match-profile-id = Profile no.
match-criteria = Criteria
match-risks = Risks
match-next-steps = Next steps
match-decision = Decision
match-note = The score follows fixed rules and is only an indication. A person decides and gives the reason.

coverage-strong = Evidenced
coverage-partial = Partly evidenced
coverage-missing = Open
severity-high = High
severity-medium = Medium
severity-low = Low
risk-knockout = { $id } is not met: { $text }
risk-open-must = { $id } is open: { $text }
risk-experience = { $id }: less experience than asked for: { $text }
risk-recency = The last dated station ends { $date }.
risk-gap = Gap in the CV: { $period }
risk-overqualification = { $id }: far more experience than asked for: { $text }
step-ask-candidate = { $id }: ask the candidate whether and since when: { $text }
step-ask-for-proof = { $id }: ask for the document: { $text }
step-clear-with-client = { $id }: clarify with the client whether an exception is possible: { $text }
step-decide = { $id }: judge by hand: { $text }

dashboard-title = Dashboard
dashboard-quotes = Quotes
dashboard-coverage = Coverage
dashboard-questions = Questions for the interview
dashboard-timeline = Timeline
dashboard-facts = Key facts
dashboard-findings = Findings on the CV
dashboard-no-profile = Without a job profile there is nothing to judge. The facts below come from the CV.
dashboard-bar-title = Contribution of each criterion to the score
dashboard-page = page { $page }

feedback-title = Feedback report
feedback-grade = Overall grade
feedback-finding = Finding
feedback-ask = Question to the candidate
feedback-nothing = No findings.
finding-critical = Critical
finding-warning = Warning
finding-hint = Hint
grade-ready = ready to send
grade-good = good, a few points open
grade-needs-work = needs work
grade-not-ready = do not send as it is

candidate-subject = Your CV: a few questions
candidate-introduction = Thank you for your CV. So that we can present you well, please help us with these points:
candidate-outlook = A short answer by e-mail is enough. Thank you for your time.
candidate-nothing = Thank you for your CV. It is complete; we have no questions at the moment.

rule-certificate-no-date = Certificate without a date: { $a }
ask-certificate-no-date = When did you obtain “{ $a }”, and is it still valid?
rule-contact-email-missing = No e-mail address found.
ask-contact-email-missing = At which e-mail address can we reach you?
rule-contact-location-missing = No place of residence found.
ask-contact-location-missing = In which town do you live?
rule-contact-name-missing = No name found.
ask-contact-name-missing = What is your full name?
rule-contact-phone-missing = No phone number found.
ask-contact-phone-missing = At which number can we reach you best?
rule-date-end-unknown = The end is unclear: { $a }
ask-date-end-unknown = Until when did you work as { $a }, or do you still?
rule-date-future = Date in the future ({ $b }): { $a }
ask-date-future = Is the date { $b } at “{ $a }” right?
rule-date-gap = Gap from { $a } to { $b }.
ask-date-gap = What did you do from { $a } to { $b }?
rule-date-old-document = The CV is dated { $a }.
ask-date-old-document = Your CV is dated { $a }: what has changed since?
rule-date-order = The end lies before the start: { $a }
ask-date-order = From when to when did you work as { $a }?
rule-date-overlap = Two stations overlap: { $a } / { $b }
ask-date-overlap = The periods of “{ $a }” and “{ $b }” overlap: were both part-time?
rule-date-start-missing = No start: { $a }
ask-date-start-missing = Since when have you worked, or did you work, as { $a }?
rule-date-year-only = Stations with years only: { $a }
ask-date-year-only = Could you add the months to your stations?
rule-education-degree-missing = No degree named: { $a }
ask-education-degree-missing = Which degree did you obtain at this school: { $a }?
rule-education-in-progress = Not yet finished: { $a }
ask-education-in-progress = When will you finish this course: { $a }?
rule-education-none = No education found.
ask-education-none = Which education did you complete, and where?
rule-education-school-missing = No school named: { $a }
ask-education-school-missing = At which school did you obtain this degree: { $a }?
rule-language-level-missing = Language without a level: { $a }
ask-language-level-missing = How well do you speak { $a } (A1 to C2)?
rule-language-none = No languages found.
ask-language-none = Which languages do you speak, and how well?
rule-length-long = The CV is long ({ $a } words).
rule-personal-availability-missing = No availability stated.
ask-personal-availability-missing = From when are you available, and with which workload?
rule-personal-sensitive = The CV holds facts that do not go to clients (such as the date of birth); they are left out.
rule-read-deceptive-characters = Invisible or direction-changing characters were removed ({ $a }).
rule-read-europass-differs = The Europass data inside the PDF says something else than the pages. The pages were read.
ask-read-europass-differs = The file holds data that is not on the pages. Which is right?
rule-read-hidden-text = The CV holds invisible text ({ $a } characters). It was not taken into account.
ask-read-hidden-text = The CV holds text that cannot be seen. How did it get there?
rule-read-recognised = The text was recognised from pictures (pages: { $a }). Please compare names, numbers and dates with the original.
rule-read-unplaced-lines = Lines of the CV that could not be placed in any field: { $a }. Please compare with the original.
rule-skills-none = No skills listed.
ask-skills-none = Which professional skills and tools do you bring?
rule-skills-unused = Listed, but not evidenced in any station: { $a }
ask-skills-unused = Where did you use these skills: { $a }?
rule-summary-generic = The profile consists mainly of general qualities.
ask-summary-generic = Could you name two or three concrete results in your profile?
rule-summary-missing = No short profile.
ask-summary-missing = Would you like to open your CV with a profile of two or three sentences?
rule-work-employer-missing = No employer named: { $a }
ask-work-employer-missing = For which employer did you work as { $a }?
rule-work-none = No professional experience found.
ask-work-none = Which positions have you held so far, and from when to when?
rule-work-tasks-missing = No tasks named: { $a }
ask-work-tasks-missing = What were your main tasks and results as { $a }?
