package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"path/filepath"
	"strings"
)

// Upload is a multipart body that streams its files.
type Upload struct {
	ContentType string
	Length      int64 // of the whole body in bytes; -1 when the size of a file is not known
	parts       []uploadPart
}

// NewPlainUpload returns a body that is the next length bytes of a file and nothing else. It can be sent once.
func NewPlainUpload(contentType string, content io.Reader, length int64) *Upload {
	return &Upload{ContentType: contentType, Length: length, parts: []uploadPart{{file: content, size: length}}}
}

// uploadPart is either text or a file.
type uploadPart struct {
	text []byte    // the fields and boundaries before, between and after the files
	file io.Reader // nil for text
	seek io.Seeker // the file again, if it can be rewound
	from int64     // the position at which the file was given
	size int64     // of the file from there on; -1 when it is not known
}

// NewUpload lays out fields and files. boundary must consist of letters and digits, at most 70.
func NewUpload(boundary string, fields []Member, files []FilePart) (*Upload, error) {
	var text bytes.Buffer
	w := multipart.NewWriter(&text)
	if err := w.SetBoundary(boundary); err != nil {
		return nil, err
	}
	for _, f := range fields {
		if err := w.WriteField(f.Name, f.Value.FormText()); err != nil {
			return nil, err
		}
	}
	u := &Upload{ContentType: w.FormDataContentType()}
	for _, f := range files {
		if _, err := w.CreatePart(fileHeader(f)); err != nil {
			return nil, err
		}
		u.addText(&text)
		u.addFile(f.File.Content)
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	u.addText(&text)
	return u, nil
}

func (u *Upload) addText(text *bytes.Buffer) {
	u.parts = append(u.parts, uploadPart{text: bytes.Clone(text.Bytes())})
	if u.Length >= 0 {
		u.Length += int64(text.Len())
	}
	text.Reset()
}

func (u *Upload) addFile(content io.Reader) {
	part := uploadPart{file: content}
	size := int64(-1)
	defer func() { u.parts[len(u.parts)-1].size = size }()
	if seeker, ok := content.(io.Seeker); ok {
		if from, rest, err := restOf(seeker); err == nil {
			part.seek, part.from, size = seeker, from, rest
		}
	} else if buffer, ok := content.(*bytes.Buffer); ok { // the Len of another type may count something else
		size = int64(buffer.Len())
	}
	u.parts = append(u.parts, part)
	if size < 0 || u.Length < 0 {
		u.Length = -1
		return
	}
	u.Length += size
}

// restOf returns the position of a seeker and how many bytes follow it. It fails for a pipe, which is a seeker that cannot seek.
func restOf(s io.Seeker) (from, rest int64, err error) {
	if from, err = s.Seek(0, io.SeekCurrent); err != nil {
		return 0, 0, err
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, 0, err
	}
	_, err = s.Seek(from, io.SeekStart)
	return from, end - from, err
}

// Reader returns the whole body, from its beginning. With again it rewinds the files first, and fails for a file that cannot be
// rewound.
func (u *Upload) Reader(again bool) (io.Reader, error) {
	readers := make([]io.Reader, len(u.parts))
	for i, p := range u.parts {
		switch {
		case p.file == nil:
			readers[i] = bytes.NewReader(p.text)
			continue
		case again && p.seek == nil:
			return nil, errors.New("the file cannot be read again: pass one that can seek, such as an *os.File")
		case again:
			if _, err := p.seek.Seek(p.from, io.SeekStart); err != nil {
				return nil, fmt.Errorf("the file cannot be read again: %w", err)
			}
		}
		readers[i] = p.file
		if p.size >= 0 { // what is added to the file meanwhile would stand where the form goes on
			readers[i] = io.LimitReader(p.file, p.size)
		}
	}
	return io.MultiReader(readers...), nil
}

// fileHeader writes a file's name as plain UTF-8, as browsers and curl do and as PHP reads it.
func fileHeader(f FilePart) textproto.MIMEHeader {
	escape := strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "_", "\n", "_")
	return textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, escape.Replace(f.Field), escape.Replace(f.File.Name))},
		"Content-Type":        {mediaType(f.File.Name)},
	}
}

// mediaType returns the media type of the formats that the vendors take. Unlike package mime it returns the same on every machine.
func mediaType(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".doc":
		return "application/msword"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".ppt":
		return "application/vnd.ms-powerpoint"
	case ".pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".gif":
		return "image/gif"
	case ".zip":
		return "application/zip"
	case ".mp3":
		return "audio/mpeg"
	case ".mp4":
		return "video/mp4"
	}
	return "application/octet-stream"
}
