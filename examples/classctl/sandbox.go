package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func (a *app) sandboxCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "sandbox",
		Short:             "Runs the five test servers until interrupted",
		Long:              "sandbox runs the five test servers until it is interrupted, and prints the environment variables that lead to them.",
		Args:              words(0, 0, "sandbox takes no arguments"),
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.sandbox(cmd.Context()) },
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

// sandbox runs the test servers until ctx ends, and prints the environment variables that lead to them.
func (a *app) sandbox(ctx context.Context) error {
	for _, v := range vendors.All() {
		server, env := v.Sandbox()
		defer server.Close()
		for _, e := range v.Env {
			if value := env[e.Name]; value != "" {
				fmt.Fprintf(a.out, "export %s='%s'\n", e.Name, value)
			}
		}
	}
	fmt.Fprintln(a.out, "# five servers are running; interrupt to stop them")
	<-ctx.Done()
	return nil
}
