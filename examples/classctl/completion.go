package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud/examples/classctl/internal/manual"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// These functions say what may stand at the end of a command line: names with what they mean behind a tab.

func completeVendor(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return matching(vendorNames(), begun), cobra.ShellCompDirectiveNoFileComp
}

// completeOperation completes VENDOR OPERATION, and nothing behind it.
func completeOperation(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return completeVendor(cmd, args, begun)
	}
	v, err := vendors.Find(args[0])
	if err != nil || len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, op := range v.Operations() {
		names = append(names, op.Name+"\t"+op.Doc)
	}
	return matching(names, begun), cobra.ShellCompDirectiveNoFileComp
}

// completeCall completes VENDOR OPERATION name=value ….
func completeCall(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) < 2 {
		return completeOperation(cmd, args, begun)
	}
	v, err := vendors.Find(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	op, err := findOperation(v, args[1])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	about, err := about(v, op)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeParameter(about.Parameters, args[2:], begun)
}

// completeUpload completes the parameters of an upload.
func completeUpload(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return matching([]string{"baijiayun"}, begun), cobra.ShellCompDirectiveNoFileComp
	}
	return completeParameter(parametersOfUpload(), args[1:], begun)
}

// completeHelp completes COMMAND VENDOR OPERATION.
func completeHelp(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		if args[0] == "call" || args[0] == "ops" {
			return completeOperation(cmd, args[1:], begun)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name()+"\t"+c.Short)
		}
	}
	return matching(names, begun), cobra.ShellCompDirectiveNoFileComp
}

// completeParameter completes the names of parameters that are not given yet, the required ones first, or the value of one.
func completeParameter(params []parameter, given []string, begun string) ([]string, cobra.ShellCompDirective) {
	if name, value, isValue := strings.Cut(begun, "="); isValue {
		return completeValue(params, name, value)
	}
	var required, optional []string
	for _, p := range params {
		if slices.ContainsFunc(given, func(arg string) bool { return strings.HasPrefix(arg, p.Name+"=") }) {
			continue
		}
		if line := p.Name + "=\t" + p.summary(); p.Required {
			required = append(required, line)
		} else {
			optional = append(optional, line)
		}
	}
	return matching(append(required, optional...), begun), cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// completeValue completes the values that are known: those with a name, the two of a flag, and the name of a file.
func completeValue(params []parameter, name, begun string) ([]string, cobra.ShellCompDirective) {
	for _, p := range params {
		if p.Name != name {
			continue
		}
		if p.Type == "file" && strings.HasPrefix(begun, "@") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var values []string
		for _, v := range p.Values {
			values = append(values, name+"="+v.Value+"\t"+v.Doc)
		}
		switch p.Type {
		case "flag":
			values = append(values, name+"=true\t"+p.Unit, name+"=false\t"+p.Unit)
		case "file":
			return matching([]string{name + "=@"}, name+"="+begun), cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
		}
		return matching(values, name+"="+begun), cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// summary describes a parameter in one line.
func (p *parameter) summary() string {
	parts := []string{p.Type}
	if p.Required {
		parts = append(parts, "required")
	}
	if p.Doc != "" {
		parts = append(parts, p.Doc)
	}
	return strings.Join(parts, "; ")
}

func parametersOfUpload() []parameter {
	book, err := manual.Read("baijiayun")
	if err != nil {
		return nil
	}
	return parametersOf(book, uploadOperation, wire.Describe(uploadType))
}

// matching keeps the names that begin with what is written.
func matching(names []string, begun string) (out []string) {
	for _, name := range names {
		if strings.HasPrefix(name, begun) {
			out = append(out, name)
		}
	}
	return out
}

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "Prints a script that completes command lines in a shell",
		Long: "completion prints a script by which a shell completes vendors, operations, parameters and their values.\n\n" +
			"  bash  source <(classctl completion bash), for all sessions from ~/.bashrc; it needs nothing else\n" +
			"  zsh   classctl completion zsh > \"${fpath[1]}/_classctl\"\n" +
			"  fish  classctl completion fish > ~/.config/fish/completions/classctl.fish",
		Args: words(1, 1, "completion wants bash, zsh or fish"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				_, err := fmt.Fprint(a.out, bashScript)
				return err
			case "zsh":
				return cmd.Root().GenZshCompletion(a.out)
			case "fish":
				return cmd.Root().GenFishCompletion(a.out, true)
			}
			return words(2, 2, "completion wants bash, zsh or fish"+didYouMean(args[0], []string{"bash", "zsh", "fish"}))(cmd, args)
		},
		ValidArgs: []string{"bash", "zsh", "fish"},
	}
}
