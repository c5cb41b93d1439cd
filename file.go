package classcloud

import "io"

// File is a file to upload. Content is read once, from its current position. To repeat a call, Content is rewound if it is an
// io.Seeker; otherwise a call whose content was read is not repeated. A read that hangs, as of a pipe on which nobody writes, does not hold the
// call longer than its context, and goes on until it ends: leave Content alone until then.
type File struct {
	Name    string    // the file's name; its ending tells the vendor the format
	Content io.Reader // is streamed and never held in memory as a whole
}
