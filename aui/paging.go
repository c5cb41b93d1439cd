package aui

import (
	"errors"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// maxPageSize is the size to which the published servers silently reduce a larger page: MyBatis-Plus's default.
const maxPageSize = 500

// checkPage refuses a page before the first, and a page size that the server would silently change.
func checkPage(page, size int) []classcloud.FieldError {
	var problems []classcloud.FieldError
	if page < 0 {
		problems = append(problems, classcloud.FieldError{Field: "Page", Wire: "page_num", Problem: fmt.Sprintf("is %d: pages count from 1", page)})
	}
	switch {
	case size < 0:
		problems = append(problems, classcloud.FieldError{Field: "PageSize", Wire: "page_size",
			Problem: fmt.Sprintf("is %d: the server would silently return an empty page, or everything", size)})
	case size > maxPageSize:
		problems = append(problems, classcloud.FieldError{Field: "PageSize", Wire: "page_size",
			Problem: fmt.Sprintf("is %d: the server would silently return %d", size, maxPageSize)})
	}
	return problems
}

// orDefault returns n, or fallback when n is 0.
func orDefault(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}

// maxBlankPages is how many pages in a row may hold only nulls before a walk gives up.
const maxBlankPages = 10

// blankPages counts the pages of a walk that hold only rows that cannot be read.
type blankPages struct{ inARow int }

// check returns the error of a walk that meets nothing else any more.
func (b *blankPages) check(readable int, err error) error {
	if readable > 0 || len(badRows(err)) == 0 {
		b.inARow = 0
		return err
	}
	if b.inARow++; b.inARow < maxBlankPages {
		return err
	}
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Err: transport.ErrIncomplete,
		Message: fmt.Sprintf("%d pages in a row hold only elements that cannot be read", maxBlankPages)}
}

// badRows returns the rows that could not be read, of the error that comes beside a list.
func badRows(err error) []classcloud.RowError {
	if failure, ok := errors.AsType[*classcloud.Error](err); ok {
		return failure.Rows
	}
	return nil
}
