package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud"
)

// guarded is an upload's stream that net/http cannot read any more once the attempt is over. net/http may still read a body after it
// has returned, while the next attempt or the caller is already using the file.
//
// The file is read on a goroutine of its own: net/http waits for a read in progress before it returns, and a pipe on which nobody writes
// would hold the call longer than its context.
type guarded struct {
	ctx     context.Context // of the attempt; nil has no end
	mu      sync.Mutex      // held while the file is read
	from    io.Reader
	length  int64       // in all; -1 when it is not known
	left    int64       // the number of bytes still to be read; negative when it is not known
	touched atomic.Bool // something was read
	over    atomic.Bool // the attempt is over

	problem error // what was wrong with the file

	room  []byte // what the file is read into: net/http's own must not be written to when the attempt is over
	empty int    // reads in a row that brought nothing
}

var errOver = errors.New("the attempt is over")

const (
	mostRoom  = 64 << 10
	mostIdles = 100 // as package bufio has it
)

// piece is what one read of the file brought.
type piece struct {
	n   int
	err error
}

func (g *guarded) Read(p []byte) (int, error) {
	if g.over.Load() {
		return 0, g.ended()
	}
	size := min(len(p), mostRoom)
	if len(g.room) < size {
		g.room = make([]byte, size)
	}
	read, ends := make(chan piece, 1), (<-chan struct{})(nil)
	if g.ctx != nil {
		ends = g.ctx.Done()
	}
	go func() { read <- g.next(g.room[:size]) }()
	select {
	case got := <-read:
		return copy(p, g.room[:got.n]), got.err
	case <-ends:
		g.over.Store(true) // so that nobody uses the room, into which the file may still be read
		return 0, context.Cause(g.ctx)
	}
}

// next reads the file once.
func (g *guarded) next(p []byte) piece {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over.Load() {
		return piece{err: errOver}
	}
	g.touched.Store(true)
	n, err := readFile(g.from, p)
	if g.left > 0 {
		g.left = max(0, g.left-int64(n))
	}
	if g.empty++; n > 0 {
		g.empty = 0
	}
	switch {
	case g.empty == mostIdles && err == nil && len(p) > 0:
		err = io.ErrNoProgress
	case errors.Is(err, io.EOF) && g.left > 0:
		err = fmt.Errorf("it ends %d bytes early: %w", g.left, io.ErrUnexpectedEOF)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		g.problem = err
	}
	return piece{n, err}
}

// unread says in a failure that the file could not be read, if that is so. It does not wait for a read that hangs.
func (g *guarded) unread(failure *classcloud.Error) *classcloud.Error {
	if g == nil || !g.mu.TryLock() {
		return failure
	}
	defer g.mu.Unlock()
	if g.problem != nil {
		failure.Kind, failure.Message, failure.Err = classcloud.InvalidArgument, "the file cannot be read: "+g.problem.Error(), g.problem
	}
	return failure
}

// ended is the answer to a read after the attempt. net/http may look for the end only after the reply has arrived; an error would make it drop
// the reply.
func (g *guarded) ended() error {
	if !g.mu.TryLock() {
		return errOver
	}
	defer g.mu.Unlock()
	if g.left == 0 {
		return io.EOF
	}
	return errOver
}

// readFile reads from a caller's file. net/http reads on a goroutine of its own, where a panic, or a count that cannot be, would end the
// program.
func readFile(from io.Reader, p []byte) (n int, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			n, err = 0, fmt.Errorf("the file's Read panicked: %v", problem)
		}
	}()
	n, err = from.Read(p)
	if n < 0 || n > len(p) {
		return 0, fmt.Errorf("the file's Read returned %d bytes of %d", n, len(p))
	}
	return n, err
}

// Close does nothing, because net/http calls it and the stream belongs to the caller.
func (g *guarded) Close() error { return nil }

// stop ends the stream. It waits for a read in progress until ctx ends, so that a dead disk or a stuck pipe cannot block the call for
// longer.
func (g *guarded) stop(ctx context.Context) {
	g.over.Store(true)
	for !g.mu.TryLock() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Millisecond):
		}
	}
	g.mu.Unlock()
}
