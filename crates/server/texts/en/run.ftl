title-live = Under way
title-review = Ready for review
title-failed = This did not work
title-cancelled = Stopped
state-queued = waiting
state-reading = reading
state-understanding = understanding
state-review = to review
state-assessing = assessing
state-generating = writing
state-sealed = done
state-failed = failed
state-cancelled = stopped
no-label = New CV
steps = Steps
step-reading = Read the files
step-understanding = Understand what they say
step-assessing = Compare with the profile
step-generating = Write the papers
step-sealing = Store safely
step-waits = still to come
step-runs = under way
step-done = done
step-failed = failed
step-stopped = stopped
result-files = { $n ->
    [one] 1 file
   *[other] { $n } files
}
result-papers = { $n ->
    [one] 1 paper
   *[other] { $n } papers
}
attempt = Attempt { $n }
files = Files
cancel = Stop
again = Try again
to-start = To the start
to-batch = All together
to-review = Review now
review-text = The data is read. Review it; then the papers are made.
leave = You may leave this page; it goes on, and the result stands here afterwards.
away = No connection. It goes on at the server; the page tries again by itself.
batch = Started together
batch-of = { $n } of { $all } have ended.
known = You have met this person before
known-runs = Earlier runs:
known-run = run { $n }
known-persons = Perhaps the same person:
known-person = person { $n }
known-sent = { $n ->
    [one] In the last year the person was shown to this client once.
   *[other] In the last year the person was shown to this client { $n } times.
}
fail-empty = A file has nothing in it. Open it, save it anew and upload it again.
fail-no-text = A file is a picture without readable text. Take the original file or paste the text.
fail-encrypted = A file has a password. Save it without one and upload it again.
fail-broken = A file is damaged. Open it in its program, save it anew and upload it again.
fail-kind = This kind of file is not read. Take PDF, DOCX or TXT.
fail-large = A file is too long. Take only the pages that are needed.
fail-leak = The anonymous papers would have held something that tells who it is, so none were made. Review the data or take a pack with the name.
fail-gave-up = It was tried several times without success. Try again later.
fail-no-files = The files were deleted after their time. Upload them again.
fail-offer = No offer may be made with these details. Check form of contract, place of work and brand, and start again.
fail-library = The team’s brand, template or word list cannot be used. Whoever manages the team can replace it.
fail-storage = The storage could not be reached. Your files are there; try again.
fail-other = Something unexpected stopped the work. Try again; otherwise name the code below when you report it.
