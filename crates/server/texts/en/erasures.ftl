title-runs = 
    { $n ->
        [one] Erase { $n } run
       *[other] Erase { $n } runs
    }
title-person = Erase a person with everything
warning = This cannot be undone. Download before what you still need.
goes = What is erased
goes-too = And all files, documents, revisions, links and search words. A receipt of numbers and hashes stays.
is-held = on hold
is-shared = It is about other persons, too.
rows-submissions = Submissions
rows-links = Links
rows-consents = Consents
rows-comments = Comments
rows-decisions = Decisions
reason = Reason
reason-candidate = The person asked for it
reason-desk = We do not need it any more
reason-mistake = It came in by mistake
reason-retention = Its time is over
type-word = To confirm, type: { $word }
word = erase
erase = Erase for good
cancel = Cancel
back = Back
fault-word = This is not the word.
fault-held = A legal hold keeps these data. Release it first.
what = What
kind-run = Run
kind-person = Person
state = State
state-done = erased
state-requested = under way
asked = Asked for
finished = Done
export = Download the list
empty-title = Nothing was erased yet
empty-text = Each erasure then stands here with its receipt: when, why, how many files, which hashes.
receipt = Receipt of an erasure
receipt-text = The receipt holds nothing about the person: numbers, sizes, hashes and times only.
save = Download the receipt
look-again = Look again
under-way = Nobody sees the data any more. Files and rows are being removed.
count-runs = Runs
count-objects = Files
count-bytes = Bytes
number = Number
objects = Erased files
ahead = Within the next { $days } days.
rule = 
    { $n ->
        [one] Runs stay { $n } month after closing, else after the last activity. { $reason }
       *[other] Runs stay { $n } months after closing, else after the last activity. { $reason }
    }
none-due-title = Nothing is due
none-due-text = Nothing is erased by itself in this time.
why = Clock since
since-closed = closing
since-active = last activity
hold = Hold
