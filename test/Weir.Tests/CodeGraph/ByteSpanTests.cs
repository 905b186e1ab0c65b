using System.Text;
using Weir.Arrow;
using Weir.Tests.House;

namespace Weir.Tests.CodeGraph;

public sealed class ByteSpanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_node_of_this_repository_is_the_bytes_that_its_span_cuts_out()
    {
        string root = Path.Combine(Repository.Folder, "src");
        Assert.InRange(Check(root, "cs_syntax_nodes", Encoding.UTF8), 250_000, int.MaxValue);
        Assert.InRange(Check(root, "cs_trivia", Encoding.UTF8), 100_000, int.MaxValue);
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-8-bom", "utf-8")]
    [InlineData("utf-16le", "utf-16")]
    [InlineData("utf-16be", "utf-16BE")]
    public void Spans_are_exact_over_marks_carriage_returns_and_letters_of_two_to_four_bytes(string name, string encoding)
    {
        Encoding coded = Encoding.GetEncoding(encoding);
        byte[] mark = name == "utf-8" ? [] : name == "utf-8-bom" ? [0xEF, 0xBB, 0xBF] : coded.GetPreamble();
        const string Text = "// Grüße, 世界 😀\r\nclass Äpfel\r\n{\r\n    /* 😀 */ string 名 = \"a😀é\" + 'ß';\r\n    int next;\r\n}\r\n";
        File.WriteAllBytes(_folder["odd.cs"], [.. mark, .. coded.GetBytes(Text)]);
        Assert.Equal([name], CodeBases.Rows(_folder.Path, "SELECT encoding FROM cs_files"));
        Assert.True(Check(_folder.Path, "cs_syntax_nodes", coded) > 10);
        Assert.True(Check(_folder.Path, "cs_trivia", coded) > 10);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_and_shift_nothing()
    {
        byte[] before = [.. "class A { string s = \""u8, 0xC3, 0x28, 0xFF, 0xF0, 0x9F, .. "\"; int number; }"u8];
        File.WriteAllBytes(_folder["bad.cs"], before);
        int start = before.AsSpan().IndexOf("number"u8);
        Assert.Equal([$"{start}|{start + 6}"], CodeBases.Rows(_folder.Path, "SELECT name_bstart, name_bend FROM cs_symbols WHERE name = 'number'"));
        Assert.Equal(["bad.cs|WCG005"], CodeBases.Rows(_folder.Path, "SELECT path, code FROM cs_diagnostics WHERE kind = 'project'"));
    }

    // Returns how many rows were compared.
    private static int Check(string root, string relation, Encoding encoding)
    {
        Dictionary<string, byte[]> files = [];
        using Session session = CodeBases.Session(root);
        using QueryResult result = session.Run(new Query($"SELECT path, bstart, bend, text FROM {relation}"));
        using RecordBatchReader reader = result.AsReader();
        int rows = 0;
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    string path = batch.Columns[0].GetString(row);
                    if (!files.TryGetValue(path, out byte[]? bytes))
                        files.Add(path, bytes = File.ReadAllBytes(Path.Combine(root, path)));
                    ReadOnlySpan<byte> cut = bytes.AsSpan((int)batch.Columns[1].Values<long>()[row]..(int)batch.Columns[2].Values<long>()[row]);
                    bool isEqual = encoding is UTF8Encoding ? cut.SequenceEqual(batch.Columns[3].GetBytes(row)) : encoding.GetString(cut) == batch.Columns[3].GetString(row);
                    if (!isEqual)
                        Assert.Fail($"{path}: the bytes {batch.Columns[1].Values<long>()[row]} to {batch.Columns[2].Values<long>()[row]} are not '{batch.Columns[3].GetString(row)}'.");
                    rows++;
                }
            }
        }
        return rows;
    }
}
