title = Start
empty-title = Documents appear here
empty-text = From a CV and a job profile come the client’s CV, the match, the offer and the feedback. For now, runs come in by the interface of this server.
api = See the interface
