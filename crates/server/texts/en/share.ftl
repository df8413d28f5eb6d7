title = Documents
heading-pack = Documents for you
heading-one = A document for you
until = The link works until { $time }.
file = File
password = Password
password-hint = You got it from the person who gave you the link.
password-needed = Enter the password.
password-wrong = This password is not this link's.
load-pack = Download documents (ZIP)
load-one = Download document
confidential = The documents are confidential. Do not pass the link on.
uses-left = { $n ->
    [one] It can be used once more.
   *[other] It can be used { $n } more times.
}
