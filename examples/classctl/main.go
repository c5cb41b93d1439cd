// Command classctl calls any operation of any vendor from a shell, explains them, and runs the five test servers.
//
//	classctl ops [VENDOR [OPERATION]] [--json]
//	classctl call VENDOR OPERATION name=value … [--all] [--curl]
//	classctl upload baijiayun file=@VIDEO name=value …
//	classctl verify VENDOR [name=value …] [--report FILE]
//	classctl explain VENDOR [FILE | -] [--callback] [--lang en|zh] [--json]
//	classctl sandbox [--port N] [--vendor NAME] …
//	classctl completion bash|zsh|fish
//	classctl help [COMMAND [VENDOR [OPERATION]]]
//
// Names are the vendor's own parameter names. A value that is valid JSON is read as JSON, any other as text; @file uploads a file. A
// time is RFC 3339, unix seconds or the vendor's own form. A flag is a digit in the vendor's sense, or true or false in the sense of
// the Go field. If the environment variables of a vendor are not set, its embedded test server is used; sandbox prints their names.
//
// The result is JSON on standard output. A failure is one JSON object on standard error, with exit status 1; an upload also writes there how
// far it is. The exit status of a wrong command line is 2.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/signal"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], vendors.Environment, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // the call failed
	exitUsage  = 2 // the command line or the environment is wrong
)

// app is one run of the program.
type app struct {
	env       func(string) string
	in        io.Reader
	out, errs io.Writer

	vendor, operation string // what is called, for the report of a failure
}

func run(ctx context.Context, args []string, env func(string) string, out, errs io.Writer) int {
	return (&app{env: env, in: os.Stdin, out: out, errs: errs}).run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(append([]string{}, args...)) // nil would be os.Args
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitOK
	case errors.Is(err, errTold):
		return exitFailed
	default:
		return a.report(err)
	}
}

// report writes a failure as one JSON object and returns its exit status.
func (a *app) report(err error) int {
	status := exitFailed
	var wrongUse *invoke.UsageError
	if errors.As(err, &wrongUse) || errors.Is(err, vendors.ErrEnvironment) {
		status = exitUsage
	}
	a.tell(err)
	return status
}

// tell writes a failure as one JSON object.
func (a *app) tell(err error) {
	var failure *classcloud.Error
	if !errors.As(err, &failure) {
		failure = &classcloud.Error{Kind: classcloud.InvalidArgument, Message: err.Error(), Outcome: classcloud.OutcomeNotSent,
			Vendor: a.vendor, Operation: a.operation}
	}
	enc := json.NewEncoder(a.errs)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(failure)
}
