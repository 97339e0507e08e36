using AdminUi.Api;
using UserApi.Contracts.Profile;

namespace AdminUi.Bulk;

/// <summary>Reads the accounts, and does to them what was asked, in order: the API decides about each by itself.</summary>
internal sealed class BulkWork(UserApiClient api)
{
    public const int MostItems = 100;
    private const int ReadAtOnce = 8;

    public async Task<IReadOnlyList<BulkItem>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var items = new BulkItem[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Count, options, async (index, stop) =>
            items[index] = Describe(ids[index], await api.GetUserAsync(ids[index].ToString(), stop)));
        return items;
    }

    public async Task<IReadOnlyList<BulkItem>> DoAsync(BulkAct act, IReadOnlyList<BulkItem> items, CancellationToken cancellationToken)
    {
        var done = new List<BulkItem>();
        var ended = false;
        foreach (var item in items)
        {
            var outcome = ended ? BulkOutcome.NotTried : await DoOneAsync(act, item.Id, cancellationToken);
            ended |= outcome.EndsAll;
            done.Add(item with { Outcome = outcome });
        }
        return done;
    }

    public async Task<BulkOutcome> DoOneAsync(BulkAct act, Guid id, CancellationToken cancellationToken) =>
        BulkOutcome.Of(await act.DoAsync(api, id, cancellationToken));

    private static BulkItem Describe(Guid id, ApiAnswer<UserProfileResource> answer) => answer.TryGet(out var person, out _)
        ? new BulkItem(id, person.Name, person.Username, person.Status)
        : new BulkItem(id, id.ToString(), "", Status: null);
}
