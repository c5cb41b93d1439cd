package classin

// FoldersService is filled below.
type FoldersService struct{ client *Client }
