using System.Collections.Concurrent;
using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>Answers the questions of the host, each channel on a thread of its own. Lives as long as the worker.</summary>
internal sealed unsafe class WorkerServer(LoadPlugin load, Action<PluginLogLevel, string> log, WorkerCancellation cancellation)
{
    private readonly WorkerObjects _objects = new();
    private readonly ConcurrentDictionary<int, ArrowType[]> _types = [];
    private WorkerExports? _exports;

    /// <summary>Answers until the host is gone.</summary>
    public void Serve(SharedChannel channel)
    {
        while (channel.Receive() is bool isAwake)
        {
            if (!isAwake)
                continue;
            Answer(channel);
            if (!channel.Send())
                return;
        }
    }

    private void Answer(SharedChannel channel)
    {
        ChannelHeader* header = channel.Header;
        channel.StartAt(header->Free);
        header->Made = 0;
        header->Answer = 0;
        header->AnswerBytes = 0;
        try
        {
            Learn(channel);
            Run(channel, (WireOperation)header->Operation);
            header->Outcome = ChannelHeader.Done;
        }
        catch (OperationCanceledException) when (Volatile.Read(ref header->Cancel) != 0)
        {
            header->Outcome = ChannelHeader.Cancelled;
        }
        catch (Exception e)
        {
            channel.StartAt(header->Free);
            Question.Reply(channel, WireFault.Of(e).ToBytes());
            header->Outcome = ChannelHeader.Failed;
        }
    }

    private void Learn(SharedChannel channel)
    {
        ChannelHeader* header = channel.Header;
        if (header->NewTypesBytes == 0)
            return;
        WireReader reader = new(Question.Bytes(channel, header->NewTypes, header->NewTypesBytes));
        foreach ((int number, ArrowType[] types) in reader.Items(() => ((int)reader.Number(), reader.Types())))
            _types[number] = types;
    }

    private void Run(SharedChannel channel, WireOperation operation)
    {
        ChannelHeader* header = channel.Header;
        if (operation == WireOperation.Load)
        {
            WireReader reader = Question.Payload(channel);
            if (reader.Number() != WorkerProtocol.Version)
                throw new InvalidOperationException($"The worker speaks version {WorkerProtocol.Version} of the protocol, the host another one.");
            _exports = new WorkerExports(load(WorkerLoad.Read(reader), log));
            Question.Reply(channel, PluginSurface.Of(_exports.Plugin).ToBytes());
            return;
        }
        WorkerExports exports = _exports ?? throw new InvalidOperationException("The worker has not loaded a plugin.");
        switch (operation)
        {
            case WireOperation.ScalarInvoke:
                Invoke(channel, exports.Plugin.Scalars[header->Export]);
                break;
            case WireOperation.WindowEvaluate:
                Evaluate(channel, exports.Plugin.Windows[header->Export]);
                break;
            case >= WireOperation.AggregateUpdate and <= WireOperation.AggregateDestroy:
                new WorkerAggregate(channel, exports.Aggregates[header->Export], exports.States[header->Export], TypesOf).Run(operation);
                break;
            case >= WireOperation.TableBind and <= WireOperation.TableRead:
                new WorkerTables(channel, exports.Plugin, _objects, cancellation).Run(operation);
                break;
            default:
                Prepare(channel, exports.Plugin, operation);
                break;
        }
    }

    private void Prepare(SharedChannel channel, Plugin plugin, WireOperation operation)
    {
        ChannelHeader* header = channel.Header;
        switch (operation)
        {
            case WireOperation.Configure:
                WireReader settings = Question.Payload(channel);
                string configuration = settings.Text();
                plugin.Configure(new PluginContext(configuration, ReadLimit(settings), log));
                break;
            case WireOperation.Reset:
                plugin.Reset();
                break;
            case WireOperation.ScalarResult:
                ReplyField(channel, plugin.Scalars[header->Export].ResultOf(Question.Payload(channel).Types()));
                break;
            case WireOperation.AggregateResult:
                ReplyField(channel, plugin.Aggregates[header->Export].ResultOf(Question.Payload(channel).Types()));
                break;
            case WireOperation.WindowResult:
                ReplyField(channel, plugin.Windows[header->Export].ResultOf(Question.Payload(channel).Types()));
                break;
            case WireOperation.ScalarBind:
                PluginBinding binding = WireBinding.Read(Question.Payload(channel));
                using (binding.Constants)
                    header->Made = _objects.Keep(plugin.Scalars[header->Export].Bind(binding));
                break;
            case WireOperation.ScalarState:
                header->Made = _objects.Keep(plugin.Scalars[header->Export].NewState(_objects.Get(header->Subject)));
                break;
            case WireOperation.Rewrite:
                using (WireWriter answer = new())
                    Question.Reply(channel, answer.Text(plugin.RelationPlanners[header->Export].Rewrite(Question.Payload(channel).Text())).ToArray());
                break;
            case WireOperation.Release:
                _objects.Release(header->Subject);
                break;
            default:
                throw new InvalidOperationException($"The worker knows no operation {(int)operation}.");
        }
    }

    private void Invoke(SharedChannel channel, PluginScalar function)
    {
        ChannelHeader* header = channel.Header;
        ArrowType[] types = TypesOf(header->ArgumentTypes);
        using WorkerResult result = new(channel, header->Result, TypesOf(header->ResultType)[0]);
        PluginScalarCall call = new(
            ColumnSender.Receive(channel, header->Arguments, types.Length), types, result.Place, Question.Mask(channel),
            _objects.Get(header->Subject), _objects.Get(header->State), new PluginCallControl(&header->Cancel));
        function.Invoke(ref call);
        result.Finish();
    }

    private void Evaluate(SharedChannel channel, PluginWindow function)
    {
        ChannelHeader* header = channel.Header;
        ArrowType[] types = TypesOf(header->ArgumentTypes);
        using WorkerResult result = new(channel, header->Result, TypesOf(header->ResultType)[0]);
        PluginWindowCall call = new(
            ColumnSender.Receive(channel, header->Arguments, types.Length), types, result.Place, new PluginCallControl(&header->Cancel));
        function.Evaluate(ref call);
        result.Finish();
    }

    private static long? ReadLimit(WireReader settings)
    {
        bool isLimited = settings.Flag();
        long limit = settings.Number();
        return isLimited ? limit : null;
    }

    private ArrowType[] TypesOf(int number) => _types[number];

    private static void ReplyField(SharedChannel channel, Field field)
    {
        using WireWriter answer = new();
        Question.Reply(channel, answer.Schema(new Schema(field)).ToArray());
    }
}
