using ServiceDefaults.Notices;

namespace UserDirectory.Tests.Caching;

/// <summary>Two instances without anything between them: what one tells, the other hears at once.</summary>
internal sealed class ToldCaches
{
    private readonly Side _one = new();
    private readonly Side _other = new();

    public ToldCaches() => (_one.Peer, _other.Peer) = (_other, _one);

    public IChangeNotices One => _one;

    public IChangeNotices Other => _other;

    private sealed class Side : IChangeNotices
    {
        private readonly Dictionary<string, Action<string>> _listeners = [];

        public Side? Peer { get; set; }

        public bool HearsOthers => true;

        public void Tell(string subject, string key) => Peer!._listeners.GetValueOrDefault(subject)?.Invoke(key);

        public void Hear(string subject, Action<string> forget) => _listeners[subject] = forget;
    }
}
