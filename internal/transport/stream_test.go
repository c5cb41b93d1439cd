package transport

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// idle is a reader that never has anything, and never ends.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// net/http waits for a read of the body before it returns: one that hangs must not hold a call longer than its context.
func TestAnUploadFromAPipeOnWhichNobodyWritesEndsWithItsContext(t *testing.T) {
	pipe, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	upload, err := wire.NewUpload("b", nil, []wire.FilePart{{Field: "f", File: &classcloud.File{Name: "a.pdf", Content: io.MultiReader(strings.NewReader("abc"), pipe)}}})
	require.NoError(t, err)
	from, err := upload.Reader(false)
	require.NoError(t, err)
	g := &guarded{ctx: ctx, from: from, length: -1, left: -1}
	read, err := io.ReadAll(g)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Contains(t, string(read), "abc", "what came before it was sent")
	_, err = g.Read(make([]byte, 10))
	assert.ErrorIs(t, err, errOver, "and nobody reads the file again")
}

func TestAReaderThatNeverHasAnythingIsAnError(t *testing.T) {
	_, err := io.ReadAll(&guarded{ctx: t.Context(), from: idle{}, length: -1, left: -1})
	assert.ErrorIs(t, err, io.ErrNoProgress)
}

func TestAStreamIsReadAsItIs(t *testing.T) {
	text := strings.Repeat("0123456789", 20_000)
	for _, from := range []io.Reader{strings.NewReader(text), io.MultiReader(strings.NewReader(text[:7]), strings.NewReader(text[7:])), io.LimitReader(strings.NewReader(text), int64(len(text)))} {
		read, err := io.ReadAll(&guarded{ctx: t.Context(), from: from, length: int64(len(text)), left: int64(len(text))})
		require.NoError(t, err)
		assert.Equal(t, text, string(read))
	}
	broken := errors.New("disk on fire")
	_, err := io.ReadAll(&guarded{from: io.MultiReader(strings.NewReader("ab"), readFunc(func([]byte) (int, error) { return 0, broken })), left: -1})
	assert.ErrorIs(t, err, broken)
}

// What is wrong with the caller's file is not the server's fault.
func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, test := range []struct {
		from    io.Reader
		left    int64
		problem string
	}{
		{readFunc(func([]byte) (int, error) { return 0, broken }), -1, "the file cannot be read: disk on fire"},
		{strings.NewReader("abc"), 10, "the file cannot be read: it ends 7 bytes early: unexpected EOF"},
		{idle{}, -1, "the file cannot be read: multiple Read calls return no data or error"},
		{strings.NewReader("abc"), 3, "the server was away"},
		{strings.NewReader("abc"), -1, "the server was away"},
	} {
		g := &guarded{ctx: t.Context(), from: test.from, length: test.left, left: test.left}
		_, _ = io.ReadAll(g)
		e := g.unread(&classcloud.Error{Kind: classcloud.Unavailable, Message: "the server was away", Outcome: classcloud.OutcomeUnknown})
		assert.Equal(t, test.problem, e.Message)
		assert.Equal(t, classcloud.OutcomeUnknown, e.Outcome)
		assert.Equal(t, strings.HasPrefix(test.problem, "the file"), e.Kind == classcloud.InvalidArgument)
	}
	assert.Equal(t, "x", (*guarded)(nil).unread(&classcloud.Error{Message: "x"}).Message, "a call without a file")
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }
