// Command tour makes one journey of several calls at each of the five vendors, and prints a table of vendor, step, result and time.
//
// It uses embedded test servers, or a vendor's own server if its environment variables are set; classctl sandbox prints their names.
// It exits with status 1 if any step fails.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	if err := run(ctx, vendors.Environment, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// step is one call of a journey. It returns the result to show.
type step struct {
	name string
	do   func(context.Context) (string, error)
}

// journey is a vendor with the steps to walk.
type journey struct {
	vendor string
	steps  func(s *vendors.Session, now time.Time) []step
}

func run(ctx context.Context, env func(string) string, out, notes io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "VENDOR\tSTEP\tRESULT\tTIME")
	failed := 0
	journeys := []journey{{"agora", agoraSteps}, {"aui", auiSteps}, {"baijiayun", baijiayunSteps}, {"classin", classinSteps}, {"weclassroom", weclassroomSteps}}
	for _, j := range journeys {
		if err := j.walk(ctx, env, table, notes); err != nil {
			failed++
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d journeys failed", failed, len(journeys))
	}
	fmt.Fprintf(out, "\nAll %d vendors work.\n", len(journeys))
	return nil
}

// walk runs the steps of a journey up to the first failure.
func (j journey) walk(ctx context.Context, env func(string) string, table, notes io.Writer) error {
	vendor, err := vendors.Find(j.vendor)
	if err != nil {
		return err
	}
	session, err := vendor.Connect(env, notes)
	if err != nil {
		fmt.Fprintf(table, "%s\tconnect\t✗ %v\t\n", j.vendor, err)
		return err
	}
	defer session.Close()
	for _, s := range j.steps(session, time.Now()) {
		began := time.Now()
		result, err := s.do(ctx)
		took := time.Since(began).Round(100 * time.Microsecond)
		if err != nil {
			fmt.Fprintf(table, "%s\t%s\t✗ %s\t%v\n", j.vendor, s.name, oneLine(err), took)
			return err
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%v\n", j.vendor, s.name, result, took)
	}
	return nil
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", " ") }

// expect turns a failure that the journey provokes on purpose into a result.
func expect(err error, want classcloud.Kind) (string, error) {
	switch {
	case errors.Is(err, want):
		return want.String() + ", as it must be", nil
	case err == nil:
		return "", fmt.Errorf("want %s, got success", want.String())
	}
	return "", err
}
