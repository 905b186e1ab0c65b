namespace Weir.Tests.House;

/// <summary>Tarjan's strongly connected components, with an explicit stack of open nodes.</summary>
internal static class StrongComponents
{
    public static List<IReadOnlyList<string>> Of(IEnumerable<string> nodes, Func<string, IEnumerable<string>> next)
    {
        State state = new(next);
        foreach (string node in nodes)
            if (!state.Index.ContainsKey(node))
                Visit(node, state);
        return state.Components;
    }

    private static void Visit(string node, State state)
    {
        state.Index[node] = state.Low[node] = state.Index.Count;
        state.Open.Push(node);
        state.IsOpen.Add(node);
        foreach (string target in state.Next(node))
        {
            if (!state.Index.TryGetValue(target, out int index))
            {
                Visit(target, state);
                state.Low[node] = Math.Min(state.Low[node], state.Low[target]);
            }
            else if (state.IsOpen.Contains(target))
            {
                state.Low[node] = Math.Min(state.Low[node], index);
            }
        }
        if (state.Low[node] == state.Index[node])
            state.Components.Add(Close(node, state));
    }

    private static List<string> Close(string root, State state)
    {
        List<string> component = [];
        string node;
        do
        {
            node = state.Open.Pop();
            state.IsOpen.Remove(node);
            component.Add(node);
        }
        while (node != root);
        component.Sort(StringComparer.Ordinal);
        return component;
    }

    private sealed record State(Func<string, IEnumerable<string>> Next)
    {
        public Dictionary<string, int> Index { get; } = [];

        public Dictionary<string, int> Low { get; } = [];

        public Stack<string> Open { get; } = [];

        public HashSet<string> IsOpen { get; } = [];

        public List<IReadOnlyList<string>> Components { get; } = [];
    }
}
