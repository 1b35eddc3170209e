import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

async function lampsOfShop() {
  const response = await fetch('/api/lamps');
  return response.json();
}

/** Lists the lamps of the shop, and adds one. */
function Shop() {
  const [lamps, setLamps] = useState([]);
  const [problem, setProblem] = useState('');
  const add = async (colour) => {
    const response = await fetch('/api/lamps', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ colour }),
    });
    setProblem(response.ok ? '' : (await response.json()).title);
    setLamps(await lampsOfShop());
  };
  useEffect(() => {
    lampsOfShop().then(setLamps);
  }, []);
  return (
    <main>
      <ul>
        {lamps.map(({ id, colour }) => (
          <li key={id}>{colour} lamp</li>
        ))}
      </ul>
      <button type="button" onClick={() => add('blue')}>
        Add a blue lamp
      </button>
      <button type="button" onClick={() => add('green')}>
        Add a green lamp
      </button>
      <p role="alert">{problem}</p>
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Shop />);
