using System.Collections.Concurrent;

namespace UserDirectory.Caching;

/// <summary>A bounded cache of answers that may be a little old. It holds two generations: when the younger is full the older is
/// dropped, so that memory has an end and nothing must be searched for to be thrown out.</summary>
/// <typeparam name="TKey">What is asked.</typeparam>
/// <typeparam name="TAnswer">What was answered.</typeparam>
internal sealed class RecentAnswers<TKey, TAnswer>(TimeProvider time, int capacity)
    where TKey : notnull
{
    private ConcurrentDictionary<TKey, (TAnswer Answer, long Until)> _young = new();
    private ConcurrentDictionary<TKey, (TAnswer Answer, long Until)> _old = new();

    private int _count;

    public bool TryGet(TKey key, out TAnswer? answer)
    {
        if ((_young.TryGetValue(key, out var kept) || _old.TryGetValue(key, out kept)) && kept.Until > time.GetTimestamp())
        {
            answer = kept.Answer;
            return true;
        }

        answer = default;
        return false;
    }

    public void Set(TKey key, TAnswer answer, TimeSpan lifetime)
    {
        if (Interlocked.Increment(ref _count) > capacity / 2)
        {
            _count = 0;
            (_old, _young) = (_young, new());
        }

        _young[key] = (answer, time.GetTimestamp() + (long)(lifetime.TotalSeconds * time.TimestampFrequency));
    }

    public void Remove(TKey key)
    {
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }

    public void Clear() => (_young, _old) = (new(), new());
}
