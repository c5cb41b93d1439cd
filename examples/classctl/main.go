// Command classctl calls any operation of any vendor from a shell, lists them, and runs the five test servers.
//
//	classctl ops [--json]
//	classctl call VENDOR OPERATION name=value …
//	classctl upload baijiayun file=@VIDEO name=value …
//	classctl sandbox
//
// Names are the vendor's own parameter names. A value that is valid JSON is read as JSON, any other as text; @file uploads a file. A
// time is RFC 3339, unix seconds or the vendor's own form. A flag is a digit in the vendor's sense, or true or false in the sense of
// the Go field. If the environment variables of a vendor are not set, its embedded test server is used; sandbox prints their names.
//
// The result is JSON on standard output. A failure is one JSON object on standard error, with exit status 1; upload also writes there how
// far it is. The exit status of a wrong command line is 2.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], vendors.Environment, os.Stdout, os.Stderr))
}

const help = `usage:
  classctl ops [--json]                        every operation of every vendor
  classctl call VENDOR OPERATION name=value …  call one
  classctl upload baijiayun file=@VIDEO …      upload a video, and show how far it is
  classctl sandbox                             run the five test servers until interrupted
`

// The exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // the call failed
	exitUsage  = 2 // the command line or the environment is wrong
)

func run(ctx context.Context, args []string, env func(string) string, out, errs io.Writer) int {
	if len(args) == 0 {
		return report(args, errs, &invoke.UsageError{Problem: "want ops, call, upload or sandbox"})
	}
	var err error
	switch rest := args[1:]; args[0] {
	case "ops":
		err = ops(rest, out)
	case "call":
		err = call(ctx, rest, env, out, errs)
	case "upload":
		err = upload(ctx, rest, env, out, errs)
	case "sandbox":
		err = sandbox(ctx, rest, out)
	case "help", "-h", "--help":
		_, err = io.WriteString(out, help)
	default:
		err = &invoke.UsageError{Problem: "unknown command " + args[0] + ": want ops, call, upload or sandbox"}
	}
	if err != nil {
		return report(args, errs, err)
	}
	return exitOK
}

// report writes a failure as one JSON object and returns its exit status.
func report(args []string, errs io.Writer, err error) int {
	status := exitFailed
	var wrongUse *invoke.UsageError
	if errors.As(err, &wrongUse) || errors.Is(err, vendors.ErrEnvironment) {
		status = exitUsage
	}
	var failure *classcloud.Error
	if !errors.As(err, &failure) {
		failure = &classcloud.Error{Kind: classcloud.InvalidArgument, Message: err.Error(), Outcome: classcloud.OutcomeNotSent}
		if len(args) > 2 && args[0] == "call" {
			failure.Vendor, failure.Operation = args[1], args[2]
		}
	}
	enc := json.NewEncoder(errs)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(failure)
	return status
}

// row is one operation in the list of `ops --json`.
type row struct {
	Vendor string `json:"vendor"`
	classcloud.Operation
}

func ops(args []string, out io.Writer) error {
	asJSON := slices.Equal(args, []string{"--json"})
	if len(args) > 0 && !asJSON {
		return &invoke.UsageError{Problem: "ops takes --json or nothing"}
	}
	var rows []row
	for _, v := range vendors.All() {
		for _, op := range v.Operations() {
			rows = append(rows, row{v.Name, op})
		}
	}
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(rows)
	}
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s %s\t%s\n", r.Vendor, r.Name, r.Effect, r.Method, r.Path, r.Doc)
	}
	return table.Flush()
}

func call(ctx context.Context, args []string, env func(string) string, out, errs io.Writer) error {
	if len(args) < 2 {
		return &invoke.UsageError{Problem: "call wants VENDOR OPERATION name=value …"}
	}
	vendor, err := vendors.Find(args[0])
	if err != nil {
		return &invoke.UsageError{Problem: err.Error()}
	}
	op, err := invoke.Find(vendor.Operations(), args[1])
	if err != nil {
		return err
	}
	values, err := parse(args[2:])
	if err != nil {
		return err
	}
	session, err := vendor.Connect(env, errs)
	if err != nil {
		return err
	}
	defer session.Close()
	files := &opened{}
	defer files.close()
	result, failure := invoke.Call(ctx, session.Client, op, values, &wire.Filler{Open: files.open})
	if failure != nil && result == nil {
		return failure
	}
	text, err := invoke.Print(result) // a result may come with a failure: its id must not get lost
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", text)
	}
	return errors.Join(failure, err)
}

// parse reads name=value pairs. A value that is not valid JSON becomes text.
func parse(args []string) (map[string]json.RawMessage, error) {
	values := map[string]json.RawMessage{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" {
			return nil, &invoke.UsageError{Problem: fmt.Sprintf("%q is not name=value", arg)}
		}
		if _, twice := values[name]; twice {
			return nil, &invoke.UsageError{Problem: fmt.Sprintf("%q is given twice", name)}
		}
		raw := json.RawMessage(value)
		if !json.Valid(raw) {
			raw, _ = json.Marshal(value)
		}
		values[name] = raw
	}
	return values, nil
}

// opened keeps the files of an upload, which are closed after the call.
type opened struct{ files []*os.File }

func (o *opened) open(path string) (*classcloud.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, f)
	return &classcloud.File{Name: filepath.Base(path), Content: f}, nil
}

func (o *opened) close() {
	for _, f := range o.files {
		_ = f.Close()
	}
}

// sandbox runs the test servers until ctx ends, and prints the environment variables that lead to them.
func sandbox(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		return &invoke.UsageError{Problem: "sandbox takes no arguments"}
	}
	for _, v := range vendors.All() {
		server, env := v.Sandbox()
		defer server.Close()
		for _, e := range v.Env {
			if value := env[e.Name]; value != "" {
				fmt.Fprintf(out, "export %s='%s'\n", e.Name, value)
			}
		}
	}
	fmt.Fprintln(out, "# five servers are running; interrupt to stop them")
	<-ctx.Done()
	return nil
}
