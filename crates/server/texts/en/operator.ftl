title = Operation
sweep = Sweep now
swept-nothing = Swept; there was nothing to do.
swept-something = Swept.
swept-failed = Not everything worked:
state = State
storage = Storage
database = Database
teams = Teams
fine = Fine
away = In trouble
passing = Ends with the program
probe-hint = All promises of the storage are checked by
queue = Queue
waiting = Waiting
handed = At work
repeated = Repeated
failed = Given up
minutes = { $n ->
    [one] for { $n } minute
   *[other] for { $n } minutes
    }
no-queue = The database does not tell at present.
limits = Limits
limit-files = Files of a request
limit-request = Size of a request
limit-part = Size of a file
limit-jobs = Open jobs of a team
limit-attempts = Tries of a job
limit-sweep = Time between sweeps
backup = Backup
backup-text = A backup holds database and storage together. On the server:
