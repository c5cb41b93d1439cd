package aui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading describes how an operation's reply differs from the rule. The zero reading is the rule: the result is the envelope's data,
// and codes.go gives the meaning of a code.
type reading struct {
	// list returns the list within the data, where the published servers use several forms.
	list func(data []byte) []byte
	// elements returns the list within the data whose null elements become a warning.
	elements func(data []byte) []byte
	// missing is the message of the classcloud.NotFound error for a success without data.
	missing string
	// check returns the error that a success hides. The call then returns the result and the error.
	check func(c *transport.Call, data []byte) *classcloud.Error
	// codes holds the codes that mean something else from this operation.
	codes map[Code]transport.CodeInfo
}

// replies holds the operations whose replies differ from the rule.
var replies = map[opID]reading{
	opAuthLogin: {codes: map[Code]transport.CodeInfo{
		CodeUnauthorized: {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Hint: "check Username and Password"},
	}},
	opClassesList: {elements: func(data []byte) []byte { return data }, codes: map[Code]transport.CodeInfo{
		CodeInternal: {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Hint: hintEmptyPage},
	}},
	opClassesUpdate:        {check: unchanged},
	opMembersList:          {elements: membersOf},
	opDocumentsList:        {list: documentList},
	opDocumentsAddBatch:    {list: documentList},
	opDocumentsRemoveBatch: {list: documentList},
	opAssistantsGetPermit:  {missing: "the class does not allow an assistant"},
}

// read returns the result within the data of a success.
func (r reading) read(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	if r.missing != "" && wire.IsEmpty(data) {
		return nil, &classcloud.Error{Kind: classcloud.NotFound, Message: r.missing, Outcome: classcloud.OutcomeNotApplied}
	}
	if r.elements != nil {
		warnOfNulls(c, r.elements(data))
	}
	if r.list != nil {
		data = r.list(data)
	}
	if r.check != nil {
		return data, r.check(c, data)
	}
	return data, nil
}

// membersOf returns the list within a page of members, or nil when data is not an object.
func membersOf(data []byte) []byte {
	page, err := wire.Split(data)
	if err != nil {
		return nil
	}
	return page.Get("members")
}

// warnOfNulls adds a warning with the number of null elements of a list: the server could not look them up.
func warnOfNulls(c *transport.Call, list []byte) {
	var elements []json.RawMessage
	if !bytes.Contains(list, []byte("null")) || json.Unmarshal(list, &elements) != nil {
		return
	}
	nulls := 0
	for _, element := range elements {
		if string(element) == "null" {
			nulls++
		}
	}
	if nulls > 0 {
		c.Warnings = append(c.Warnings, classcloud.Warning{
			Message: fmt.Sprintf("%d of %d elements are null: the server could not look them up", nulls, len(elements))})
	}
}

// unchanged returns the error of an update that the server answered with success but did not carry out.
func unchanged(c *transport.Call, data []byte) *classcloud.Error {
	var class struct {
		Title   string `json:"title"`
		Notice  string `json:"notice"`
		Extends string `json:"extends"`
	}
	in, ok := c.In.(*UpdateClassRequest)
	if !ok || wire.IsEmpty(data) || wire.Decode(data, &class) != nil {
		return nil //nolint:nilerr // decoding the result reports data that does not fit its type
	}
	var same []string
	for i, now := range []string{class.Title, class.Notice, class.Extends} {
		if field := in.texts()[i]; field.value != nil && *field.value != now {
			same = append(same, field.name)
		}
	}
	if len(same) == 0 {
		return nil
	}
	return &classcloud.Error{Kind: classcloud.Unimplemented, Outcome: classcloud.OutcomeNotApplied,
		Message: "the server answered success, but the class it returned does not have the new " + strings.Join(same, ", "),
		Hint:    "published servers before 2024-05-21 answer update with success and change nothing"}
}

// noDocuments is the data that deleteDocs answers when it found none of the ids: "the docIds do not exist".
const noDocuments = "docIds不存在"

// documentList returns the list of documents within the data: the data itself, or the member with one of three names, or nil when
// deleteDocs found none.
func documentList(data []byte) []byte {
	if wire.ScalarText(data) == noDocuments {
		return nil
	}
	outer, err := wire.Split(data)
	if err != nil {
		return data
	}
	for _, name := range []string{"docInfos", "docsInfoList", "docsInfo"} {
		if list := outer.Get(name); list != nil {
			return list
		}
	}
	return data
}
