package main

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/table"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// row is one operation in the list of `ops --json`.
type row struct {
	Vendor string `json:"vendor"`
	classcloud.Operation
}

func (a *app) opsCommand() *cobra.Command {
	var asJSON bool
	var only string
	cmd := &cobra.Command{
		Use:   "ops [VENDOR [SERVICE | OPERATION]]",
		Short: "Lists operations, or the parameters of one",
		Long:  "ops lists every operation of every vendor, of one vendor or of one of its services, or describes one operation with its parameters.",
		Args:  words(0, 2, "ops wants VENDOR and OPERATION, VENDOR, or nothing"),
		RunE: func(_ *cobra.Command, args []string) error {
			if only != "" {
				if len(args) > 0 && args[0] != only {
					return &invoke.UsageError{Problem: "ops names two vendors: " + args[0] + " and " + only}
				}
				args = append([]string{only}, args[min(1, len(args)):]...)
			}
			return a.ops(args, asJSON)
		},
		ValidArgsFunction: completeOperation,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&only, "vendor", "", "list this vendor alone")
	_ = cmd.RegisterFlagCompletionFunc("vendor", completeVendor) // it fails for a flag that does not exist
	return cmd
}

func (a *app) ops(args []string, asJSON bool) error {
	all := vendors.All()
	if len(args) > 0 {
		vendor, err := findVendor(args[0])
		if err != nil {
			return err
		}
		all = []vendors.Vendor{vendor}
	}
	service := ""
	if len(args) == 2 {
		if service = args[1]; !isService(all[0], service) {
			return a.describe(all[0], args[1], asJSON)
		}
	}
	var rows []row
	for _, v := range all {
		for _, op := range v.Operations() {
			if service == "" || strings.HasPrefix(op.Name, service+".") {
				rows = append(rows, row{v.Name, op})
			}
		}
	}
	if asJSON {
		return a.printJSON(rows)
	}
	list := &table.Table{}
	for _, r := range rows {
		list.Add(r.Vendor, r.Name, r.Effect.String(), r.Method+" "+r.Path, r.Doc)
	}
	return list.Write(a.out)
}

// isService reports whether a vendor has a service of that name.
func isService(v vendors.Vendor, name string) bool {
	for _, op := range v.Operations() {
		if strings.HasPrefix(op.Name, name+".") {
			return true
		}
	}
	return false
}

// printJSON writes a value as indented JSON.
func (a *app) printJSON(value any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

// findOperation returns the operation of a name.
func findOperation(v vendors.Vendor, name string) (classcloud.Operation, error) {
	op, err := invoke.Find(v.Operations(), name)
	if err != nil {
		var names []string
		for _, op := range v.Operations() {
			names = append(names, op.Name)
		}
		return op, &invoke.UsageError{Problem: err.Error() + didYouMean(name, names)}
	}
	return op, nil
}
