package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/sandbox"
)

func (a *app) sandboxCommand() *cobra.Command {
	config := sandbox.Config{Env: a.env, Out: a.out}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Runs the five test servers, with a page and a control API that say why a signature is wrong",
		Long: "sandbox runs the test servers of the vendors on fixed ports of this machine until it is interrupted, and prints the environment\n" +
			"variables that lead to them, with invented credentials. Credentials that the environment has are used instead, so that an existing\n" +
			"configuration works unchanged.\n\n" +
			"The page at the first port shows every call and why it was refused, and has buttons for faults, callbacks and the clock; /api/ there\n" +
			"is the same for programs. The vendors have the ports behind it: " + strings.Join(sandbox.Vendors(), ", ") + ".",
		Args: words(0, 0, "sandbox takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if config.Port == 0 {
				config.Port = -1 // any free ports, as everywhere
			}
			return a.sandbox(cmd.Context(), config)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.IntVar(&config.Port, "port", sandbox.DefaultPort, "the port of the page and the control API; the vendors' ports follow it; 0 for any free ones")
	flags.StringSliceVar(&config.Vendors, "vendor", nil, "serve this vendor alone; may be given several times (default all)")
	flags.StringVar(&config.Listen, "listen", "127.0.0.1", "the address to listen on; only with --public one that other machines reach")
	flags.BoolVar(&config.Public, "public", false, "let other machines in")
	flags.StringVar(&config.Seed, "seed", "", "a JSON file with what exists at the start")
	flags.StringVar(&config.Record, "record", "", "record the session to this file")
	flags.StringVar(&config.Replay, "replay", "", "answer from the session recorded in this file")
	flags.BoolVar(&config.Explain, "explain", false, "put the explanation into a header of every reply, not only of those that ask")
	_ = cmd.RegisterFlagCompletionFunc("vendor", completeVendor) // it fails for a flag that does not exist
	return cmd
}

// sandbox serves until ctx ends.
func (a *app) sandbox(ctx context.Context, config sandbox.Config) error {
	box, err := sandbox.New(config)
	var network *net.OpError
	switch {
	case errors.As(err, &network):
		return err
	case err != nil:
		return &invoke.UsageError{Problem: err.Error()}
	}
	fmt.Fprintf(a.errs, "the page is %s/ ; interrupt to stop\n", box.URL())
	return box.Run(ctx)
}
