package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/manual"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/table"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// columns is how wide descriptions are.
const columns = 100

// parameter describes a parameter to a reader, and in `ops VENDOR OPERATION --json`.
type parameter struct {
	Name     string         `json:"name"`
	Type     string         `json:"type"`
	Unit     string         `json:"unit,omitzero"`
	Place    string         `json:"place"`
	Required bool           `json:"required,omitzero"`
	Limits   []string       `json:"limits,omitzero"`
	Doc      string         `json:"doc,omitzero"`
	Values   []manual.Value `json:"values,omitzero"`
	Members  []parameter    `json:"members,omitzero"`
}

// operation describes an operation with its parameters.
type operation struct {
	Vendor string `json:"vendor"`
	classcloud.Operation
	Comment    string      `json:"comment"`
	Rate       string      `json:"rate,omitzero"`  // the documented limit
	Walks      bool        `json:"walks,omitzero"` // --all takes all pages
	Parameters []parameter `json:"parameters"`
}

// describe writes the manual of one operation.
func (a *app) describe(v vendors.Vendor, name string, asJSON bool) error {
	op, err := findOperation(v, name)
	if err != nil {
		return err
	}
	about, err := about(v, op)
	if err != nil {
		return err
	}
	if asJSON {
		return a.printJSON(about)
	}
	_, err = fmt.Fprint(a.out, about.text())
	return err
}

// about collects what is known of an operation.
func about(v vendors.Vendor, op classcloud.Operation) (*operation, error) {
	book, err := manual.Read(v.Name)
	if err != nil {
		return nil, err
	}
	params, err := invoke.Parameters(v.Zero, op)
	if err != nil {
		return nil, err
	}
	return &operation{Vendor: v.Name, Operation: op, Comment: book.Methods[op.Name], Rate: rate(v.Limits, op), Walks: invoke.Walks(v.Zero, op),
		Parameters: parametersOf(book, op, params)}, nil
}

// rate says which documented limit holds for an operation: its own, or that of all.
func rate(limits []classcloud.Limit, op classcloud.Operation) string {
	for _, l := range limits {
		if l.Name == op.Limit {
			return fmt.Sprintf("one call every %s on average, %d at once", l.Every.Round(time.Millisecond), l.Burst)
		}
	}
	return ""
}

func parametersOf(book *manual.Book, op classcloud.Operation, params []wire.Parameter) []parameter {
	out := make([]parameter, len(params))
	for i, p := range params {
		out[i] = parameter{Name: p.Name, Type: p.Form, Unit: p.Unit, Place: p.Place, Required: p.Required, Limits: p.Limits,
			Doc: book.Field(p.Owner, p.Field), Values: book.ValuesOf(p.Type), Members: parametersOf(book, op, p.Parts)}
		if strings.Contains(op.Path, "{"+p.Name+"}") {
			out[i].Place = "path"
		}
		if p.Group != "" {
			out[i].Limits = append(out[i].Limits, "with "+strings.Join(others(params, p), ", ")+groupRule(p))
		}
	}
	return out
}

// others are the parameters of the group of one.
func others(params []wire.Parameter, of wire.Parameter) (names []string) {
	for _, p := range params {
		if p.Group == of.Group && p.Together == of.Together && p.Name != of.Name {
			names = append(names, p.Name)
		}
	}
	return names
}

func groupRule(p wire.Parameter) string {
	if p.Together {
		return ": all of them or none"
	}
	return ": exactly one of them"
}

// text writes an operation for a terminal.
func (o *operation) text() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s  %s\n%s %s\n", o.Vendor, o.Name, o.Doc, o.Method, o.Path)
	facts := []string{"effect " + o.Effect.String(), "source " + string(o.Source)}
	if o.Rate != "" {
		facts = append(facts, "limit "+o.Rate)
	}
	if o.Walks {
		facts = append(facts, "--all walks all pages")
	}
	fmt.Fprintf(&out, "%s\n", strings.Join(facts, "; "))
	for paragraph := range strings.SplitSeq(o.Comment, "\n\n") {
		out.WriteString("\n")
		for _, line := range table.Wrap(paragraph, columns) {
			out.WriteString(line + "\n")
		}
	}
	if len(o.Parameters) == 0 {
		out.WriteString("\nIt takes no parameters.\n")
		return out.String()
	}
	out.WriteString("\nParameters:\n")
	for _, p := range o.Parameters {
		p.write(&out, "  ")
	}
	return out.String()
}

// write writes a parameter, and below it its members.
func (p *parameter) write(out *strings.Builder, indent string) {
	facts := []string{p.Type}
	if p.Unit != "" {
		facts[0] += " (" + p.Unit + ")"
	}
	if p.Required {
		facts = append(facts, "required")
	}
	if p.Place != "body" {
		facts = append(facts, "in the "+p.Place)
		if p.Place == "local" {
			facts[len(facts)-1] = "not sent"
		}
	}
	fmt.Fprintf(out, "%s%s  %s\n", indent, p.Name, strings.Join(append(facts, p.Limits...), "; "))
	inner := indent + "    "
	for _, line := range table.Wrap(p.Doc, columns-len(inner)) {
		out.WriteString(inner + line + "\n")
	}
	values := &table.Table{}
	for _, v := range p.Values {
		values.Add(inner+v.Value, v.Doc)
	}
	_ = values.Write(out) // a strings.Builder does not fail
	for _, member := range p.Members {
		member.write(out, inner)
	}
}

// helpCommand makes `help`, which leads as far as its words go: commands, vendors, operations by service, one operation.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND [VENDOR [OPERATION]]]",
		Short: "Explains a command, a vendor's operations, or one operation",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Root().Help()
			}
			about, rest, err := cmd.Root().Find(args)
			if err != nil || about == cmd.Root() {
				return unknownCommand(cmd.Root(), args)
			}
			return a.explainCommand(about, rest)
		},
		ValidArgsFunction: completeHelp,
	}
}

// explainCommand writes the help of a command, or of what the words behind it name.
func (a *app) explainCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || cmd.Name() != "call" && cmd.Name() != "ops" {
		cmd.InitDefaultHelpFlag()
		return cmd.Help()
	}
	v, err := findVendor(args[0])
	if err != nil {
		return err
	}
	if len(args) == 1 {
		return a.services(v)
	}
	return a.describe(v, args[1], false)
}

// services writes a vendor's operations by service.
func (a *app) services(v vendors.Vendor) error {
	list, last := &table.Table{}, ""
	for _, op := range v.Operations() {
		service, name, _ := strings.Cut(op.Name, ".")
		if service != last {
			list.Add(service)
			last = service
		}
		list.Add("  "+name, op.Effect.String(), op.Doc)
	}
	if err := list.Write(a.out); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.out, "\nclassctl help call %s OPERATION describes one; the environment of %s is %s.\n", v.Name, v.Name, variables(v))
	return err
}

// variables lists the environment of a vendor, what need not be set in brackets.
func variables(v vendors.Vendor) string {
	var names []string
	for _, e := range v.Env {
		if e.Required {
			names = append(names, e.Name)
		} else {
			names = append(names, "["+e.Name+"]")
		}
	}
	return strings.Join(names, " ")
}
