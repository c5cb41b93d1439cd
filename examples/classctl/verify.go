package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/table"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/verify"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

func (a *app) verifyCommand() *cobra.Command {
	var file string
	var most int
	cmd := &cobra.Command{
		Use:   "verify VENDOR [name=value …]",
		Short: "Proves an account's credentials, and compares its replies with what this module knows",
		Long: "verify proves the credentials of the environment by a call that can create nothing, calls every read that needs no id, and then\n" +
			"those whose ids were in replies. It never calls an operation that writes. A table says of each how it ended, how long it took, and what\n" +
			"its reply holds that this module does not know: fields, and values of enums, with their place as a JSON pointer.\n\n" +
			"name=value gives an id that no list returns, such as roomUuid=… for agora or user_id=… for aui.\n\n" +
			"The file of --report has the same as JSON, to send to us. Like the table it holds no secret and nothing of people: places, shapes and\n" +
			"kinds, but neither ids nor names, phone numbers, titles or addresses.\n\n" +
			"The exit status is 1 if the credentials are refused, if a reply cannot be read, and if a reply holds something that is not known.",
		Args: words(1, -1, "verify wants VENDOR, and ids as name=value"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a.vendor = args[0]
			return a.verify(cmd.Context(), args, file, most)
		},
		ValidArgsFunction: completeVerify,
	}
	cmd.Flags().StringVar(&file, "report", "", "write the report to this file, as JSON")
	cmd.Flags().IntVar(&most, "most", 300, "make at most so many calls")
	return cmd
}

// completeVerify completes VENDOR, and the names of the ids that reads need.
func completeVerify(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return completeVendor(cmd, args, begun)
	}
	v, err := findVendor(args[0])
	if err != nil || strings.Contains(begun, "=") {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, id := range verify.IDs(v) {
		names = append(names, id+"=")
	}
	return matching(names, begun), cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

func (a *app) verify(ctx context.Context, args []string, file string, most int) error {
	v, err := findVendor(args[0])
	if err != nil {
		return err
	}
	given, err := parse(args[1:])
	if err != nil {
		return err
	}
	ids := verify.IDs(v)
	for name := range given {
		if !slices.Contains(ids, name) {
			return &invoke.UsageError{Problem: "no read of " + v.Name + " needs " + name + didYouMean(name, ids)}
		}
	}
	var to *os.File
	if file != "" {
		if to, err = os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600); err != nil {
			return &invoke.UsageError{Problem: "verify: " + err.Error()}
		}
		defer func() { _ = to.Close() }()
	}
	waits := &verify.Waits{}
	session, err := v.Connect(a.env, a.errs, classcloud.WithObserver(waits))
	if err != nil {
		return err
	}
	defer session.Close()
	config := verify.Config{Vendor: v, Client: session.Client, Given: given, Now: time.Now(), Most: most, Waits: waits}
	if isTerminal(a.errs) {
		config.Each = func(row verify.Row) { fmt.Fprintf(a.errs, "\r\x1b[K%s", row.Operation) }
		defer fmt.Fprint(a.errs, "\r\x1b[K")
	}
	report := verify.Run(ctx, config)
	if to != nil {
		if err := writeReport(to, report); err != nil {
			return err
		}
	}
	if err := a.showReport(report); err != nil {
		return err
	}
	return verdict(report)
}

func writeReport(to *os.File, report *verify.Report) error {
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(report); err != nil {
		return err
	}
	return to.Close()
}

// showReport writes the table.
func (a *app) showReport(report *verify.Report) error {
	answer := "refused"
	if report.Proof.Accepted {
		answer = "accepted"
	}
	fmt.Fprintf(a.out, "%s: the credentials are %s by %s (%s)\n", report.Vendor, answer, report.Proof.Operation, strings.TrimSpace(string(report.Proof.Verdict)+" "+note(report.Proof.Row)))
	for _, line := range table.Wrap("It proves them and can create nothing: "+report.Proof.Why+".", columns) {
		fmt.Fprintln(a.out, line)
	}
	if len(report.Rows) == 0 {
		return nil
	}
	fmt.Fprintln(a.out)
	rows, counts := &table.Table{}, map[verify.Verdict]int{}
	rows.Add("OPERATION", "TITLE", "VERDICT", "TIME", "NOTE")
	for _, row := range report.Rows {
		spent := ""
		if row.Verdict != verify.VerdictNotCalled {
			spent = fmt.Sprintf("%d ms", row.Milliseconds)
		}
		rows.Add(row.Operation, row.Doc, string(row.Verdict), spent, note(row))
		counts[row.Verdict]++
		for _, d := range row.Differences {
			rows.Add("    " + difference(d))
		}
	}
	if err := rows.Write(a.out); err != nil {
		return err
	}
	var sums []string
	for _, v := range []verify.Verdict{verify.VerdictOK, verify.VerdictRefused, verify.VerdictUnreadable, verify.VerdictFailed, verify.VerdictNotCalled} {
		if counts[v] > 0 {
			sums = append(sums, fmt.Sprintf("%d %s", counts[v], v))
		}
	}
	_, err := fmt.Fprintf(a.out, "\n%s; %s\n", strings.Join(sums, ", "), several(report.Differences(), "difference"))
	return err
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// note says what is to be said of a row beside its verdict.
func note(row verify.Row) string {
	if len(row.Needs) > 0 {
		return "needs " + strings.Join(row.Needs, ", ")
	}
	return strings.TrimSpace(row.Kind + " " + row.Code)
}

func difference(d verify.Difference) string {
	text := d.Path + "  " + d.Problem
	if d.Value != "" {
		text += " " + d.Value
	}
	if shape, err := json.Marshal(d.Shape); err == nil && d.Shape != nil {
		text += ": " + string(shape)
	}
	return text
}

// verdict is the failure that a report tells of; nil for none.
func verdict(report *verify.Report) error {
	failure := &classcloud.Error{Vendor: report.Vendor, Outcome: classcloud.OutcomeNotApplied}
	switch n := report.Differences(); {
	case !report.Proof.Accepted:
		row := report.Proof.Row
		_ = failure.Kind.UnmarshalText([]byte(row.Kind)) // it stays Unknown for a call that was not made
		failure.Operation, failure.Code, failure.HTTPStatus = row.Operation, row.Code, row.HTTPStatus
		failure.Message = "the credentials are not accepted: " + strings.TrimSpace(string(row.Verdict)+" "+note(row))
	case n > 0:
		failure.Kind, failure.Message = classcloud.DataLoss, "the replies differ from what this module knows: "+several(n, "difference")
	default:
		return nil
	}
	return failure
}
