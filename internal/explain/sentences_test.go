package explain_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// otherWords are words with hyphens that are not mistakes: schemes, modes, hashes.
var otherWords = []string{"md5-sorted", "md5-sorted-enter", "secret-key", "x-eeo-sign", "token-", "callback-safekey", "callback-md5-sorted", "hmac-md5", "hmac-sha1",
	"hmac-sha256", "hmac-sha512", "pkcs7-32", "partner-id", "aes-", "order-", "-not-signed"}

// Every mistake that the program names has its sentences, and every sentence is about a mistake that the program names.
func TestEveryMistakeHasItsSentences(t *testing.T) {
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	said, named := map[string][2]string{}, map[string]bool{}
	word := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				key, isText := n.Key.(*ast.BasicLit)
				value, isPair := n.Value.(*ast.CompositeLit)
				if isText && isPair && len(value.Elts) == 2 && strings.HasPrefix(entry.Name(), "sentences") {
					said[unquoted(t, key)] = [2]string{unquoted(t, value.Elts[0].(*ast.BasicLit)), unquoted(t, value.Elts[1].(*ast.BasicLit))}
					return false
				}
			case *ast.BasicLit:
				if text := unquotedText(n); n.Kind == token.STRING && word.MatchString(text) {
					named[text] = true
				}
			}
			return true
		})
	}
	for name := range named {
		if said[name] == [2]string{} {
			assert.Contains(t, otherWords, name, "a mistake without sentences, or another word")
		}
	}
	// These are put together from the names of parameters.
	for _, name := range []string{"timestamp-not-signed", "sid-not-signed", "partner-id-not-signed"} {
		named[name] = true
	}
	require.Greater(t, len(said), 150)
	for name, sentences := range said {
		assert.True(t, named[name], "%s is never found", name)
		for _, sentence := range sentences {
			assert.NotEmpty(t, sentence, name)
			assert.False(t, strings.HasSuffix(sentence, ".") || strings.HasSuffix(sentence, "。"), "%s: sentences are joined", name)
			assert.Equal(t, strings.Count(sentence, "["), strings.Count(sentence, "]"), name)
		}
		assert.Equal(t, strings.Contains(sentences[0], "{}"), strings.Contains(sentences[1], "{}"), "%s: both languages say the detail", name)
		assert.Equal(t, strings.Contains(sentences[0], "["), strings.Contains(sentences[1], "["), name)
		assert.Regexp(t, `\p{Han}`, sentences[1], name)
		assert.NotRegexp(t, `\p{Han}`, sentences[0], name)
	}
}

func unquoted(t *testing.T, literal *ast.BasicLit) string {
	t.Helper()
	text, err := strconv.Unquote(literal.Value)
	require.NoError(t, err)
	return text
}

func unquotedText(literal *ast.BasicLit) string {
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return text
}
