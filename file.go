package classcloud

import "io"

// File is what an upload sends. Content is read once, from where it stands; a call that must be repeated rewinds it when it
// is an io.Seeker and is not repeated when it is not.
type File struct {
	Name    string    // with the ending that tells the vendor its format
	Content io.Reader // streamed, never held in memory whole
}
