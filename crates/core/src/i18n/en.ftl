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
file-candidate-letter = Questions
file-comparison = Comparison

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
cv-photo = Photo of { $name }
cv-role = Role
cv-period = Period
cv-employer-hidden = Employer on request
cv-own-firm = Own firm
cv-for-role = Proposed for
cv-residence = Residence
cv-nationality = Nationality
cv-permit = Permit
cv-availability = Availability
cv-free-from-day = from { $date }
cv-free-from-month = from { $date }
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
offer-open-musts = Still open or not met
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
offer-planned-text = { $hours } hours ({ $day } a day)
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
offer-outlook = We are glad to answer questions and to arrange a conversation with { $name }.
offer-outlook-no-name = We are glad to answer questions and to arrange a conversation with the candidate.
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
reason-bounds = Years only: at least { $least }, at most { $most } months.
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
risk-skill = { $id } is shown in part only: { $text }
risk-contradiction = Contradiction in the CV at { $entry }: dates or years do not fit.
risk-recency = The last dated station ends { $date }.
risk-gap = Gap in the CV: { $period }
risk-overqualification = { $id }: far more experience than asked for: { $text }
step-ask-candidate = { $id }: ask the candidate whether and since when: { $text }
step-ask-for-proof = { $id }: ask for the document: { $text }
step-clear-with-client = { $id }: clarify with the client whether an exception is possible: { $text }
step-decide = { $id }: judge by hand: { $text }

dashboard-title = Dashboard
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
feedback-ask = Question
feedback-answer = Answer
feedback-nothing = No findings.
count-critical = { $n ->
    [one] { $n } critical finding
   *[other] { $n } critical findings
}
count-warnings = { $n ->
    [one] { $n } warning
   *[other] { $n } warnings
}
count-hints = { $n ->
    [one] { $n } hint
   *[other] { $n } hints
}
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
rule-certificate-expired = Expired according to the CV ({ $b }): { $a }
ask-certificate-expired = Have you renewed “{ $a }” (valid until { $b })?
rule-contact-email-odd = The e-mail address does not have the usual form.
ask-contact-email-odd = What exactly is your e-mail address?
rule-contact-email-several = Several e-mail addresses in the contact details ({ $a }).
ask-contact-email-several = To which of your e-mail addresses may we write?
rule-contact-label-missing = No job title below the name.
ask-contact-label-missing = Which job title would you like to see below your name?
rule-contact-name-case = The name is written wholly in capitals or in small letters.
ask-contact-name-case = How is your name written in capitals and small letters?
rule-contact-name-differs = The name is spelled in two ways: { $a } / { $b }
ask-contact-name-differs = Which spelling of your name is right: “{ $a }” or “{ $b }”?
rule-contact-phone-format = The phone number has no international prefix.
rule-date-education-order = The end of the education lies before its start: { $a }
ask-date-education-order = From when to when did this education last: { $a }?
rule-date-gap-now = Nothing stated since { $a }.
ask-date-gap-now = What have you done since { $a }?
rule-date-implausible = Unlikely date or duration ({ $b }): { $a }
ask-date-implausible = Is the period of “{ $a }” right ({ $b })?
rule-date-mixed-precision = Only one of the two dates names a month: { $a }
ask-date-mixed-precision = From which month to which month did you work as { $a }?
rule-date-order-of-stations = Stations are not listed newest first: { $a } stands below { $b }
rule-education-date-missing = Education without dates: { $a }
ask-education-date-missing = From when to when did you attend this education: { $a }?
rule-language-level-not-cefr = Level not stated as A1 to C2, read as { $b }: { $a }
ask-language-level-not-cefr = Which level from A1 to C2 fits your knowledge of { $a }?
rule-length-short = The CV is short ({ $a } words).
rule-personal-children = The CV mentions children; this does not belong in papers for clients.
rule-personal-civil-status = The CV states the civil status; this does not belong in papers for clients.
rule-personal-health = The CV says something about health; this does not belong in papers for clients.
rule-personal-nationality-without-permit = No residence or work permit stated.
ask-personal-nationality-without-permit = Which residence or work permit do you hold, and until when is it valid?
rule-personal-referees = The CV holds contact details of referees; these do not belong in papers for clients.
ask-personal-referees = Do your referees agree that we contact them?
rule-personal-religion = The CV states a religion; this does not belong in papers for clients.
rule-personal-salary = The CV states a salary or a rate; this does not belong in papers for clients.
rule-personal-social-security = The CV holds a social security number; this does not belong in papers for clients.
rule-skills-duplicate = Listed twice: { $a }
rule-skills-too-many = Very many skills listed ({ $a }).
ask-skills-too-many = Which ten of your skills matter most for your next position?
rule-summary-long = The profile is long ({ $a } words).
ask-summary-long = Could you shorten your profile to three or four sentences?
rule-summary-short = The profile is short ({ $a } words).
ask-summary-short = Could you extend your profile to two or three sentences?
rule-work-position-missing = No position named: { $a }
ask-work-position-missing = Which position did you hold at this station: { $a }?
rule-work-task-long = One of the tasks is very long: { $a }
rule-work-tasks-generic = Tasks named in general terms only: { $a }
ask-work-tasks-generic = Which tasks did you have in detail as { $a }?
rule-work-technologies-missing = No tools or methods named: { $a }
ask-work-technologies-missing = With which tools and methods did you work as { $a }?

ranking-title = Ranking
ranking-candidate = Candidate
ranking-score = Score
ranking-suggestion = Suggestion by the rules
ranking-knockouts = Knock-outs
ranking-unread = Not read
ranking-note = The order follows rules and evidence, not a person. A person decides who is presented; each verdict can be checked against its quote and changed with a reason.
comparison-scroll = The table scrolls sideways.
criterion-ruled = Verdict of the rules: { $verdict }. { $reason }
client-checked = Checked by us.
why-go = No must is open or not met, and the score reaches { $bound }.
why-maybe-one = One must is not met ({ $ids }), but the score reaches { $bound }.
why-maybe-open = { $n ->
    [one] { $ids } has yet to be clarified
   *[other] { $ids } have yet to be clarified
}; no must is judged not met.
why-maybe-below = No must is open or not met, but the score does not reach { $bound }.
why-maybe-reach = Still open: { $ids }. If all of that is met, the score reaches { $bound }.
why-no-go-several = { $n } musts are not met: { $ids }.
why-no-go-one = One must is not met ({ $ids }), and the score does not reach { $bound }.
why-no-go-few = Fewer than half of the musts are met or partly met, and the score does not reach { $bound }.
why-no-go-reach = Even if every open must turned out to be met, the score would not reach { $bound }.
why-no-go-below = The score does not reach { $bound }.
why-not-assessable = There is no must and no should that can be judged.

dashboard-skip = Skip to content
dashboard-sections = Sections
dashboard-overview = At a glance
dashboard-job = Position
dashboard-client = Client
dashboard-place = Place of work
dashboard-candidate = Candidate
dashboard-open-musts = Musts not yet met
dashboard-more = { $n ->
    [one] { $n } more criterion
   *[other] { $n } more criteria
}
dashboard-decided = Decided by a person: { $ids }.
dashboard-of-hundred = of 100
dashboard-not-reached = not reached
dashboard-bound = from { $bound }: { $word }
dashboard-points = Points
dashboard-share = share { $share }
dashboard-show = Show
dashboard-show-all = All
dashboard-show-open = Open
dashboard-show-met = Met
dashboard-parts = Parts of the demand
dashboard-paragraph = paragraph { $number }
dashboard-line = line { $number }
dashboard-no-risks = None by the rules.
dashboard-rank-must = Must be asked
dashboard-rank-should = Should be asked
dashboard-rank-may = May be asked
dashboard-kind = Kind
dashboard-employment = Employment
dashboard-apprenticeship = Apprenticeship
dashboard-internship = Internship
dashboard-student-work = Student job
dashboard-service = Service
dashboard-project = Project
dashboard-school = Education
dashboard-gap = Gap
dashboard-gap-now = Gap up to today
dashboard-overlap = Overlap
dashboard-overlap-of = { $a } / { $b }
dashboard-workload = workload { $percent }
dashboard-undated = without dates
dashboard-count-gaps = { $n ->
    [0] No gap of more than { $months } months
    [one] One gap of more than { $months } months
   *[other] { $n } gaps of more than { $months } months
}
dashboard-count-overlaps = { $n ->
    [0] no overlap of more than { $months } months
    [one] one overlap of more than { $months } months
   *[other] { $n } overlaps of more than { $months } months
}
dashboard-gaps-unknown = At least one station gives years only, which do not tell whether there are gaps
dashboard-overlaps-more = { $n ->
    [one] One more overlap is not listed.
   *[other] { $n } more overlaps are not listed.
}
dashboard-skills = Skills
dashboard-skills-title = Skills by duration and last use
dashboard-skills-rest = Further skills ({ $n })
dashboard-skill = Skill
dashboard-skill-tool = Technology
dashboard-skill-method = Method
dashboard-skill-task = Task
dashboard-skill-topic = Subject
dashboard-skill-other = Other
dashboard-duration = Duration
dashboard-chart = Duration as a bar
dashboard-last-use = Last used
dashboard-in-use = in use today
dashboard-listed = named only
dashboard-no-dates = no duration
template-title = Template
template-remark-tags = dossier fills this template in: a value stands between double braces. Fonts, colours and distances stay as they are here. Remarks like this one go.
template-remark-loops = Loops and conditions in a paragraph of their own repeat or drop the paragraphs between them; in a table row they repeat the row. Empty values count as no.
template-remark-check = To check it: dossier template check FILE names unknown fields with their place, and fields that are never used.
template-remark-further = Further fields, which this template does not show: { $fields }
offer-introduction-shortlist = We are pleased to propose { $n ->
    [one] one person
   *[other] { $n } people
} for the position { $role }. This offer is based on your job profile.
offer-introduction-shortlist-no-role = We are pleased to propose { $n ->
    [one] one person
   *[other] { $n } people
}.
offer-shortlist = Our proposal
offer-candidate-number = Proposal { $number }
offer-why-person = What speaks for { $name }
offer-also-met = Also met
offer-outlook-shortlist = We are glad to answer questions and to arrange conversations with the people proposed.
offer-acceptance-shortlist = We accept the offer on the terms stated for:
offer-end = End
offer-planned-days = { $n ->
    [one] { $days } day of { $day } hours
   *[other] { $days } days of { $day } hours
}
offer-planned-months = { $n ->
    [one] { $months } month
   *[other] { $months } months
}
offer-planned-calendar = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
} ({ $place }), workload { $percent }
offer-estimate-excluded = without VAT, expenses and surcharges
offer-estimate-workload = counted at a workload of { $percent }
offer-vat-since = (rate in force since { $date })
offer-vat-zero = no VAT is charged
offer-vat-abroad = not taxable in our country, as the place of supply is abroad; you owe the tax under the law of your country (reverse charge)
offer-vat-number = our VAT number: { $number }
offer-chain-none = no other firms between us and the person deployed
offer-legal = Legal notes

cover-candidate = our candidate
cover-subject = { $role }: documents on { $name }
cover-subject-no-role = Documents on { $name }
cover-introduction = I am pleased to send you the documents on { $name } for the position { $role }.
cover-introduction-no-role = I am pleased to send you the documents on { $name }.
cover-enclosed = The documents are enclosed with this message.
cover-link = You find the documents under this link:
cover-outlook = Does the profile fit? Then I will arrange a meeting and settle open points with you.
