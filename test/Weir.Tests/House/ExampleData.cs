namespace Weir.Tests.House;

/// <summary>The data that the specs in the documents read.</summary>
internal static class ExampleData
{
    public static async Task WriteAsync(WeirRuntime runtime, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data", "orders"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data", "orders", "1.csv"),
            "order_id,customer_id,status,amount\n1,7,open,10.5\n2,7,done,1\n3,8,open,2\n");
        using Session session = runtime.NewSession();
        await session.WriteAsync(
            new DatasetLocation(Path.Combine(folder, "data", "customers")),
            new Query("SELECT * FROM (VALUES (7::BIGINT, 'IT'), (8::BIGINT, 'FR')) AS t(id, country)"),
            DeltaWriteMode.Append);
    }
}
