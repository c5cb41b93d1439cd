package aui

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading describes how an operation's reply differs from the rule. The zero reading is the rule: the result is the envelope's data,
// and codes.go gives the meaning of a code.
type reading struct {
	// list returns the list within the data, where the published servers use several forms.
	list func(data []byte) []byte
	// lists are the names that a list may have within the data, and known are members beside it.
	lists, known []string
	// missing is the message of the classcloud.NotFound error for a success without data.
	missing string
	// whole says that a success without data is a fault of the server: there is nothing that could be missing.
	whole bool
	// check compares the data with what was asked for: it adds warnings to the call, or returns the error that a success hides. The
	// call then returns the result and the error.
	check func(c *transport.Call, data []byte) *classcloud.Error
	// codes holds the codes that mean something else from this operation.
	codes map[Code]transport.CodeInfo
}

// replies holds the operations whose replies differ from the rule.
var replies = map[opID]reading{
	opAuthLogin: {whole: true, codes: map[Code]transport.CodeInfo{
		CodeUnauthorized: {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Hint: "check Username and Password"},
	}},
	opAuthCreateIMToken: {whole: true, check: checkIMTokens},
	opClassesCreate: {check: checkCreated, codes: map[Code]transport.CodeInfo{
		anyBoardCode: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Hint: hintBoard},
	}},
	opClassesList: {codes: map[Code]transport.CodeInfo{
		CodeInternal: {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Hint: hintEmptyPage},
	}},
	opClassesGet:           {check: checkClass},
	opClassesStart:         {check: checkStatus(ClassStatusStarted)},
	opClassesStop:          {check: checkStatus(ClassStatusEnded)},
	opClassesPause:         {check: checkStatus(ClassStatusNotStarted)},
	opClassesUpdate:        {check: checkUpdated},
	opMeetingsUpdate:       {check: checkMeeting},
	opWhiteboardsGetAuth:   {whole: true},
	opDocumentsAdd:         {check: checkDocument},
	opDocumentsList:        {list: documentList, lists: documentLists},
	opDocumentsAddBatch:    {list: documentList, lists: documentLists, known: []string{"classId"}, check: checkDocuments},
	opDocumentsRemoveBatch: {list: documentList, lists: documentLists, known: []string{"classId"}, check: checkRemoved},
	opAssistantsSetPermit:  {check: checkPermit},
	opAssistantsGetPermit:  {missing: "the class does not allow an assistant", check: checkClass},
}

// read returns the result within the data of a success.
func (r reading) read(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	if r.missing != "" && wire.IsEmpty(data) {
		return nil, &classcloud.Error{Kind: classcloud.NotFound, Message: r.missing, Outcome: classcloud.OutcomeNotApplied}
	}
	if r.whole && wire.IsEmpty(data) {
		return nil, &classcloud.Error{Kind: classcloud.DataLoss, Message: "the reply says success and holds nothing", Outcome: classcloud.OutcomeNotApplied}
	}
	c.Known, c.Joined = append(c.Known, r.known...), r.lists
	if r.list != nil {
		data = r.list(data)
	}
	if r.check != nil {
		return data, r.check(c, data)
	}
	return data, nil
}

// noDocuments is the data that deleteDocs answers when it found none of the ids: "the docIds do not exist".
const noDocuments = "docIds不存在"

// documentLists are the names that a list of documents has within the data.
var documentLists = []string{"docInfos", "docsInfoList", "docsInfo"}

// documentList returns the list of documents within the data: the data itself, or the member with one of three names, or an empty
// list when deleteDocs found none.
func documentList(data []byte) []byte {
	if wire.ScalarText(data) == noDocuments {
		return []byte("[]")
	}
	outer, err := wire.Split(data)
	if err != nil {
		return data
	}
	for _, name := range documentLists {
		if list := outer.Get(name); list != nil {
			return list
		}
	}
	return data
}
