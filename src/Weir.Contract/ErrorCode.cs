namespace Weir;

/// <summary>One row of the table of errors: <c>docs/errors.md</c> is printed from these rows.</summary>
/// <param name="Id">Stable code, <c>WEIR</c> and four digits.</param>
/// <param name="Name">A short name, one capitalised word group.</param>
/// <param name="Summary">What went wrong, in one sentence.</param>
/// <param name="Remedy">What the reader can do about it, in one sentence.</param>
internal sealed record ErrorCode(string Id, string Name, string Summary, string Remedy);
