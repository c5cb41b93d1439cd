package classcloud

import "io"

// File is a file to upload. Content is read once, from its current position. To repeat a call, Content is rewound if it is an
// io.Seeker; otherwise a call whose content was read is not repeated.
type File struct {
	Name    string    // the file's name; its ending tells the vendor the format
	Content io.Reader // is streamed and never held in memory as a whole
}
