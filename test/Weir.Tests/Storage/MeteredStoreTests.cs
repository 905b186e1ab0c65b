using System.Diagnostics.Metrics;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Tests.Storage;

public sealed class MeteredStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_is_not_metered_twice()
    {
        MeteredStore once = new(new LocalStore(_folder.Path), TimeProvider.System);
        Assert.Throws<InvalidOperationException>(() => new MeteredStore(once, TimeProvider.System));
    }

    [Fact]
    public async Task Calls_bytes_and_outcomes_are_counted_and_answers_pass_through()
    {
        AsyncLocal<List<(string Instrument, double Value, string Tags)>?> mine = new();
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == WeirTelemetry.Meter)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        // Other tests use the same meter: only this flow's measurements are kept.
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => mine.Value?.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => mine.Value?.Add((instrument.Name, value, Text(tags))));
        listener.Start();
        List<(string Instrument, double Value, string Tags)> seen = mine.Value = [];

        MeteredStore store = new(new LocalStore(_folder.Path), TimeProvider.System);
        ObjectPath path = ObjectPath.Parse("a");
        Assert.True(await store.PutIfAbsentAsync(path, "12345"u8.ToArray(), default));
        Assert.False(await store.PutIfAbsentAsync(path, "12345"u8.ToArray(), default));
        Assert.Equal(5, (await store.ReadAsync(path, default)).Length);
        Assert.Null(await store.TryReadAsync(ObjectPath.Parse("b"), default));
        await Assert.ThrowsAsync<WeirException>(() => store.ReadAsync(ObjectPath.Parse("b"), default).AsTask());
        Assert.Single(await store.ListAsync(ObjectPath.Root, null, default).ToListAsync());

        Assert.Equal(
            [
                "operation=put_if_absent outcome=ok", "operation=put_if_absent outcome=exists", "operation=read outcome=ok",
                "operation=read outcome=absent", "operation=read outcome=WEIR6001", "operation=list outcome=ok",
            ],
            seen.Where(one => one.Instrument == "weir.storage.operations").Select(one => one.Tags));
        Assert.Equal(6, seen.Count(one => one.Instrument == "weir.storage.duration" && one.Value >= 0));
        Assert.Equal([5.0, 5.0], seen.Where(one => one.Instrument == "weir.storage.bytes").Select(one => one.Value));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [];
        foreach (KeyValuePair<string, object?> tag in tags)
            texts.Add($"{tag.Key}={tag.Value}");
        return string.Join(' ', texts);
    }
}
