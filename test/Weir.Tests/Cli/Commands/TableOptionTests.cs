using Weir.Cli;
using Weir.Cli.Commands;

namespace Weir.Tests.Cli.Commands;

public sealed class TableOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t=csv:export.dat", DatasetFormat.Csv, "export.dat", null)]
    [InlineData("t=delta:/data/orders", DatasetFormat.Delta, "/data/orders", null)]
    [InlineData("t=delta:/data/orders@12", DatasetFormat.Delta, "/data/orders", 12L)]
    [InlineData("t=text:src/**/*.cs", DatasetFormat.Text, "src/**/*.cs", null)]
    [InlineData("t=parquet:a@7", DatasetFormat.Parquet, "a@7", null)]
    [InlineData("t=json:x=1.dat", DatasetFormat.Json, "x=1.dat", null)]
    [InlineData("t=delta:user@host/x", DatasetFormat.Delta, "user@host/x", null)]
    [InlineData("t=data.parquet", DatasetFormat.Parquet, "data.parquet", null)]
    public void A_prefix_or_an_ending_tells_the_format_and_only_delta_has_versions(
        string text, DatasetFormat format, string path, long? version)
    {
        TableOption table = TableOption.Parse(text);
        Assert.Equal("t", table.Name);
        Assert.Equal((format, path, version), (table.Location!.Format, table.Location!.Path, table.Location!.Version));
    }

    [Fact]
    public void A_folder_with_a_log_is_a_Delta_table()
    {
        Directory.CreateDirectory(_folder["_delta_log"]);
        DatasetLocation location = TableOption.Parse($"t={_folder.Path}@3").Location!;
        Assert.Equal((DatasetFormat.Delta, _folder.Path, 3L), (location.Format, location.Path, location.Version));
        Assert.Null(TableOption.Parse($"t={_folder.Path}").Location!.Version);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("=orders.csv")]
    [InlineData("orders=")]
    public void Another_shape_is_refused_with_the_right_one(string text) =>
        Assert.Contains("NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]", Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void What_tells_no_format_is_refused_and_the_prefixes_are_named()
    {
        File.WriteAllText(_folder["data.xyz"], "");
        Assert.Contains("csv:", Refusal($"t={_folder.Path}/data.xyz"), StringComparison.Ordinal);
        Assert.Contains("delta:", Refusal($"t={_folder.Path}/nothing"), StringComparison.Ordinal);
    }

    private static string Refusal(string text) => Assert.Throws<UsageException>(() => TableOption.Parse(text)).Message;
}
