package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// root makes the commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "classctl",
		Short: "Calls any operation of five classroom vendors",
		Long: "classctl calls any operation of five classroom vendors: " + strings.Join(vendorNames(), ", ") + ".\n\n" +
			"The environment variables of a vendor name the account; classctl sandbox prints them. Without them the vendor's embedded test\n" +
			"server is used. Results are JSON; a failure is one JSON object on standard error. The exit status is 0, 1 for a failure and 2 for a\n" +
			"wrong command line.",
		Example: "  classctl ops baijiayun\n" +
			"  classctl help call baijiayun Rooms.Create\n" +
			"  classctl call baijiayun Rooms.Create title=Test start_time=2026-12-01T08:00:00+08:00 end_time=2026-12-01T09:00:00+08:00\n" +
			"  classctl call baijiayun Rooms.List --all\n" +
			"  classctl verify classin --report report.json",
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	root.RunE = func(_ *cobra.Command, args []string) error { return unknownCommand(root, args) }
	root.SetOut(a.out)
	root.SetErr(a.errs)
	root.SetFlagErrorFunc(wrongFlag)
	root.AddCommand(a.opsCommand(), a.callCommand(), a.uploadCommand(), a.verifyCommand(), a.explainSignatureCommand(), a.sandboxCommand(), a.completionCommand())
	root.SetHelpCommand(a.helpCommand())
	return root
}

// unknownCommand is the error of a command that does not exist.
func unknownCommand(root *cobra.Command, args []string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	want := "want " + oneOf(names)
	if len(args) == 0 {
		return &invoke.UsageError{Problem: want}
	}
	return &invoke.UsageError{Problem: "unknown command " + args[0] + didYouMean(args[0], names) + ": " + want}
}

// wrongFlag is the error of a flag that does not exist, or has a wrong value.
func wrongFlag(cmd *cobra.Command, err error) error {
	problem := cmd.Name() + ": " + err.Error()
	if name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --"); unknown {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if best := nearest(name, names); best != "" {
			problem += ": did you mean --" + best + "?"
		}
	}
	return &invoke.UsageError{Problem: problem}
}

// words refuses a wrong number of words after a command.
func words(least, most int, want string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return &invoke.UsageError{Problem: want}
		}
		return nil
	}
}

func vendorNames() (names []string) {
	for _, v := range vendors.All() {
		names = append(names, v.Name)
	}
	return names
}

// findVendor returns the vendor of a name.
func findVendor(name string) (vendors.Vendor, error) {
	v, err := vendors.Find(name)
	if err != nil {
		return v, &invoke.UsageError{Problem: err.Error() + didYouMean(name, vendorNames())}
	}
	return v, nil
}

// oneOf lists names: "a, b or c".
func oneOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return fmt.Sprintf("%s or %s", strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}
