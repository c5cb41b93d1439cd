package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func (a *app) callCommand() *cobra.Command {
	var curl, all bool
	cmd := &cobra.Command{
		Use:   "call VENDOR OPERATION name=value …",
		Short: "Calls an operation",
		Long: "call calls an operation with the vendor's own parameter names. A value that is valid JSON is read as JSON, any other as text; @file\n" +
			"uploads a file. A nested parameter is given inside a JSON object or by its dotted path.\n\n" +
			"classctl help call VENDOR lists operations, and classctl help call VENDOR OPERATION describes one with its parameters.\n" +
			"The vendors are " + strings.Join(vendorNames(), ", ") + ".",
		Args: words(2, -1, "call wants VENDOR OPERATION name=value …"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a.vendor, a.operation = args[0], args[1]
			switch {
			case curl && all:
				return &invoke.UsageError{Problem: "call takes one of --curl and --all"}
			case curl:
				return a.curl(cmd.Context(), args)
			case all:
				return a.walk(cmd.Context(), args)
			}
			return a.call(cmd.Context(), args)
		},
		ValidArgsFunction: completeCall,
	}
	cmd.Flags().BoolVar(&all, "all", false, "walk all pages of a list, and print each row as a line of JSON")
	cmd.Flags().BoolVar(&curl, "curl", false, "print the curl command that would be the same, secrets masked, and send nothing")
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if args := cmd.Flags().Args(); len(args) > 0 && a.explainCommand(cmd, args) == nil {
			return
		}
		cmd.Root().HelpFunc()(cmd, nil)
	})
	return cmd
}

// request is a call as the command line has it.
type request struct {
	vendor vendors.Vendor
	op     classcloud.Operation
	values map[string]json.RawMessage
}

func readRequest(args []string) (*request, error) {
	vendor, err := findVendor(args[0])
	if err != nil {
		return nil, err
	}
	op, err := findOperation(vendor, args[1])
	if err != nil {
		return nil, err
	}
	values, err := parse(args[2:])
	if err != nil {
		return nil, err
	}
	return &request{vendor, op, values}, nil
}

// explain adds the name that was meant to the error about a parameter that does not exist.
func (r *request) explain(err error) error {
	var wrong *invoke.UsageError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Problem, "unknown parameter") {
		return err
	}
	params, failure := invoke.Parameters(r.vendor.Zero, r.op)
	if failure != nil {
		return err
	}
	known := map[string]bool{}
	var names []string
	for _, p := range params {
		outer, _, _ := strings.Cut(p.Name, ".")
		known[p.Name], known[outer] = true, true
		names = append(names, p.Name)
	}
	meant := ""
	for _, name := range slices.Sorted(maps.Keys(r.values)) {
		if !known[name] {
			meant += didYouMean(name, names)
		}
	}
	const list = "; the parameters are " // it may be long: the guess stands before it
	return &invoke.UsageError{Problem: strings.Replace(wrong.Problem, list, meant+list, 1)}
}

func (a *app) call(ctx context.Context, args []string) error {
	r, err := readRequest(args)
	if err != nil {
		return err
	}
	session, err := r.vendor.Connect(a.env, a.errs)
	if err != nil {
		return err
	}
	defer session.Close()
	files := &opened{show: newBar(a.errs)}
	defer files.close()
	result, failure := invoke.Call(ctx, session.Client, r.op, r.values, &wire.Filler{Open: files.open})
	files.show.end()
	if failure != nil && result == nil {
		return r.explain(failure)
	}
	return errors.Join(failure, a.print(result)) // a result may come with a failure: its id must not get lost
}

// print writes a result.
func (a *app) print(result any) error {
	text, err := invoke.Print(result)
	if err == nil {
		_, err = fmt.Fprintf(a.out, "%s\n", text)
	}
	return err
}

// errTold is a failure that has been written already.
var errTold = errors.New("the failure has been written")

// walk prints every row of a list as a line of JSON. A row that cannot be read is a failure on standard error, and costs no other.
func (a *app) walk(ctx context.Context, args []string) error {
	r, err := readRequest(args)
	if err != nil {
		return err
	}
	session, err := r.vendor.Connect(a.env, a.errs)
	if err != nil {
		return err
	}
	defer session.Close()
	var lost, broken error // of a row; of writing
	err = invoke.Walk(ctx, session.Client, r.op, r.values, &wire.Filler{}, func(row any, err error) bool {
		if err != nil {
			a.tell(err)
			lost = errTold
			return true
		}
		broken = a.printLine(row)
		return broken == nil
	})
	if err != nil {
		return r.explain(err)
	}
	return errors.Join(broken, lost)
}

// printLine writes a row as one line.
func (a *app) printLine(row any) error {
	text, err := invoke.Print(row)
	if err != nil {
		return err
	}
	var line bytes.Buffer
	if err := json.Compact(&line, text); err != nil {
		return err
	}
	line.WriteByte('\n')
	_, err = a.out.Write(line.Bytes())
	return err
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
