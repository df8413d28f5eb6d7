"""An S3 service of the standard library in memory, with faults: for tests of failures on loopback, never for data.

It answers what the service asks (objects with ranges, listings, deletes, copies, uploads in parts, creation only) and looks at
no signature. `faults` is told beforehand: a share of requests that are answered with 503, a share that are cut in the middle, and
a delay. All of it is seeded, so a run with a seed has the same faults in the same order of requests.
"""

import hashlib
import http.server
import random
import re
import threading
import time
import urllib.parse
import xml.sax.saxutils


class Bucket:
    """A bucket on a free port; its objects by key."""

    def __init__(self, seed=1):
        self.objects, self.uploads, self.lock = {}, {}, threading.RLock()
        self.random = random.Random(seed)
        self.refuse = self.cut = 0.0
        self.delay = 0.0
        self.silent = False
        self.requests = self.faulted = 0
        handler = type("Handler", (Handler,), {"bucket": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def faults(self, refuse=0.0, cut=0.0, delay=0.0, silent=False):
        """Shares of requests that are refused or cut, seconds before each answer, or no service at all."""
        with self.lock:
            self.refuse, self.cut, self.delay, self.silent = refuse, cut, delay, silent

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one piece and at once: else each answer waits for the other side's delayed acknowledgement.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    bucket = None

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError, ValueError):
            self.close_connection = True

    def trouble(self):
        """Whether this request met a fault, which was answered then."""
        bucket = self.bucket
        with bucket.lock:
            bucket.requests += 1
            dice = bucket.random.random()
            refused, cut = dice < bucket.refuse, bucket.refuse <= dice < bucket.refuse + bucket.cut
            delay, silent = bucket.delay, bucket.silent
            bucket.faulted += refused or cut or silent
        if delay:
            time.sleep(delay)
        if silent or cut:
            # The body was read or not: the other side sees a connection that ends.
            self.close_connection = True
            return True
        if refused:
            self.answer(503, b"<Error><Code>SlowDown</Code></Error>")
        return refused

    def answer(self, status, body=b"", headers=None, length=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def parts(self):
        path, _, query = self.path.partition("?")
        key = urllib.parse.unquote(path).lstrip("/").partition("/")[2]
        return key, dict(urllib.parse.parse_qsl(query, keep_blank_values=True))

    def body(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "aws-chunked" in (self.headers.get("Content-Encoding") or ""):
            whole, rest = b"", body
            while rest:
                head, _, rest = rest.partition(b"\r\n")
                size = int(head.split(b";")[0] or b"0", 16)
                if size == 0:
                    break
                whole, rest = whole + rest[:size], rest[size + 2 :]
            body = whole
        return body

    def missing(self):
        self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def head_of(self, key, found):
        content, at = found
        stamp = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at))
        return {"ETag": f'"{hashlib.md5(content).hexdigest()}"', "Last-Modified": stamp, "Accept-Ranges": "bytes"}

    def do_GET(self):
        self.body()
        if self.trouble():
            return
        key, query = self.parts()
        if not key:
            return self.list(query) if "uploads" not in query else self.list_uploads()
        with self.bucket.lock:
            found = self.bucket.objects.get(key)
        if found is None:
            return self.missing()
        headers, content = self.head_of(key, found), found[0]
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if not wanted:
            return self.answer(200, content, headers, len(content))
        first, last = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
        if first > last:
            return self.answer(416)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        return self.answer(206, content[first : last + 1], headers)

    do_HEAD = do_GET

    def do_PUT(self):
        content = self.body()
        if self.trouble():
            return None
        key, query = self.parts()
        bucket = self.bucket
        with bucket.lock:
            if not key:
                return self.answer(200)
            if "partNumber" in query:
                upload = bucket.uploads.get(query.get("uploadId"))
                if upload is None:
                    return self.answer(404, b"<Error><Code>NoSuchUpload</Code></Error>")
                upload[1][int(query["partNumber"])] = content
                return self.answer(200, headers={"ETag": f'"{hashlib.md5(content).hexdigest()}"'})
            source = self.headers.get("x-amz-copy-source")
            if source:
                found = bucket.objects.get(urllib.parse.unquote(source).lstrip("/").partition("/")[2])
                if found is None:
                    return self.missing()
                content = found[0]
            if self.headers.get("If-None-Match") == "*" and key in bucket.objects:
                return self.answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
            bucket.objects[key] = (content, time.time())
        tag = hashlib.md5(content).hexdigest()
        told = f"<CopyObjectResult><ETag>&quot;{tag}&quot;</ETag></CopyObjectResult>".encode() if source else b""
        return self.answer(200, told, {"ETag": f'"{tag}"'})

    def do_POST(self):
        content = self.body()
        if self.trouble():
            return None
        key, query = self.parts()
        bucket = self.bucket
        with bucket.lock:
            if "delete" in query:
                keys = [xml.sax.saxutils.unescape(key) for key in re.findall(r"<Key>(.*?)</Key>", content.decode())]
                for one in keys:
                    bucket.objects.pop(one, None)
                deleted = "".join(f"<Deleted><Key>{xml.sax.saxutils.escape(one)}</Key></Deleted>" for one in keys)
                return self.answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())
            if "uploads" in query:
                upload = f"upload-{len(bucket.uploads) + 1}-{bucket.random.random()}"
                bucket.uploads[upload] = (key, {}, time.time())
                told = f"<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>{key}</Key><UploadId>{upload}</UploadId>"
                return self.answer(200, f"{told}</InitiateMultipartUploadResult>".encode())
            upload = bucket.uploads.pop(query.get("uploadId"), None)
            if upload is None:
                return self.answer(404, b"<Error><Code>NoSuchUpload</Code></Error>")
            whole = b"".join(part for _, part in sorted(upload[1].items()))
            bucket.objects[key] = (whole, time.time())
        told = f"<CompleteMultipartUploadResult><Bucket>b</Bucket><Key>{key}</Key><ETag>x</ETag></CompleteMultipartUploadResult>"
        return self.answer(200, told.encode())

    def do_DELETE(self):
        self.body()
        if self.trouble():
            return
        key, query = self.parts()
        with self.bucket.lock:
            if "uploadId" in query:
                self.bucket.uploads.pop(query["uploadId"], None)
            else:
                self.bucket.objects.pop(key, None)
        self.answer(204)

    def list(self, query):
        prefix, delimiter, limit = query.get("prefix", ""), query.get("delimiter"), int(query.get("max-keys", 1000))
        after = query.get("continuation-token") or query.get("start-after") or ""
        with self.bucket.lock:
            keys = sorted(key for key in self.bucket.objects if key.startswith(prefix))
            rows, folders, last = [], [], ""
            for key in keys:
                rest = key[len(prefix) :]
                folder = prefix + rest.split(delimiter)[0] + delimiter if delimiter and delimiter in rest else None
                if (folder or key) <= after or folder in folders:
                    continue
                if len(rows) + len(folders) == limit:
                    break
                last = folder or key
                if folder:
                    folders.append(folder)
                else:
                    content, at = self.bucket.objects[key]
                    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(at))
                    tag = hashlib.md5(content).hexdigest()
                    rows.append((key, len(content), stamp, tag))
            else:
                last = ""
        escape = xml.sax.saxutils.escape
        told = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{at}</LastModified><ETag>&quot;{tag}&quot;</ETag><Size>{size}</Size></Contents>"
            for key, size, at, tag in rows
        )
        told += "".join(f"<CommonPrefixes><Prefix>{escape(folder)}</Prefix></CommonPrefixes>" for folder in folders)
        more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{escape(last)}</NextContinuationToken>" if last else "<IsTruncated>false</IsTruncated>"
        self.answer(200, f"<ListBucketResult><Name>b</Name><Prefix>{escape(prefix)}</Prefix>{more}{told}</ListBucketResult>".encode())

    def list_uploads(self):
        with self.bucket.lock:
            told = "".join(
                f"<Upload><Key>{key}</Key><UploadId>{upload}</UploadId><Initiated>{time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime(at))}</Initiated></Upload>"
                for upload, (key, _, at) in self.bucket.uploads.items()
            )
        self.answer(200, f"<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>{told}</ListMultipartUploadsResult>".encode())
