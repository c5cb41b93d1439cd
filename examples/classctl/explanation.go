package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/explain"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// explaining is how an explanation is asked for.
type explaining struct {
	callback, asJSON bool
	language         string
}

func (a *app) explainSignatureCommand() *cobra.Command {
	var how explaining
	cmd := &cobra.Command{
		Use:   "explain VENDOR [FILE | -]",
		Short: "Says why a vendor refuses the signature of a request",
		Long: "explain reads a request from a file or from standard input: a curl command, a raw HTTP request, an address, or the body of a form. It\n" +
			"computes what should have been signed with the secret of the environment, which is never shown, and finds the mistake that leads to what\n" +
			"was signed instead. It sends nothing.\n\n" +
			"The exit status is 0 if the request is signed right, 1 if it is not, and 2 if there is nothing to judge.",
		Example: "  classctl explain baijiayun request.txt\n" +
			"  pbpaste | classctl explain classin --lang zh\n" +
			"  classctl explain baijiayun --callback callback.txt",
		Args: words(1, 2, "explain wants VENDOR, and a file with a request or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error {
			a.vendor = args[0]
			return a.explainSignature(args, how)
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return completeVendor(cmd, args, begun)
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&how.callback, "callback", false, "the request is a callback, which the vendor sends to your server")
	flags.BoolVar(&how.asJSON, "json", false, "print JSON")
	flags.StringVar(&how.language, "lang", a.language(), "the language: en or zh")
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// language is that of the user.
func (a *app) language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := a.env(name); value != "" {
			if strings.HasPrefix(value, "zh") {
				return "zh"
			}
			break
		}
	}
	return "en"
}

// mostText is how long a request may be.
const mostText = 4 << 20

func (a *app) explainSignature(args []string, how explaining) error {
	v, err := findVendor(args[0])
	if err != nil {
		return err
	}
	if how.language != "en" && how.language != "zh" {
		return &invoke.UsageError{Problem: "explain: --lang is en or zh"}
	}
	text, err := a.read(args[1:])
	if err != nil {
		return &invoke.UsageError{Problem: "explain: " + err.Error()}
	}
	request, err := explain.Parse(v.Name, text)
	if err != nil {
		return &invoke.UsageError{Problem: err.Error()}
	}
	judge := explain.Explain
	if how.callback {
		judge = explain.ExplainCallback
	}
	verdict, err := judge(v.Name, a.keys(v), request)
	if err != nil {
		return &invoke.UsageError{Problem: err.Error()}
	}
	if err := a.showVerdict(verdict, how); err != nil || verdict.Accepted {
		return err
	}
	return &classcloud.Error{Vendor: v.Name, Kind: classcloud.Unauthenticated, Code: verdict.Mistake, Message: verdict.Summary.EN, Outcome: classcloud.OutcomeNotSent}
}

func (a *app) showVerdict(verdict *explain.Verdict, how explaining) error {
	if how.asJSON {
		return a.printJSON(verdict)
	}
	return verdict.Write(a.out, how.language)
}

// read reads a file, or standard input.
func (a *app) read(args []string) (string, error) {
	from := a.in
	if len(args) > 0 && args[0] != "-" {
		f, err := os.Open(args[0])
		if err != nil {
			return "", err
		}
		defer func() { _ = f.Close() }()
		from = f
	}
	text, err := io.ReadAll(io.LimitReader(from, mostText+1))
	switch {
	case err != nil:
		return "", err
	case len(text) > mostText:
		return "", fmt.Errorf("the request is longer than %d MiB", mostText>>20)
	case len(strings.TrimSpace(string(text))) == 0:
		return "", errors.New("there is no request: give a curl command, a raw request, or the body of a form")
	}
	return string(text), nil
}

// keys are the variables of a vendor that are set.
func (a *app) keys(v vendors.Vendor) explain.Keys {
	keys := explain.Keys{}
	for _, e := range v.Env {
		if value := a.env(e.Name); value != "" {
			keys[e.Name] = value
		}
	}
	return keys
}
